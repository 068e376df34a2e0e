import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { settingsQuery } from '../../shared/settings-query.ts';
import { t } from '../../texts/t.ts';
import { GeneralForm } from './general-form.tsx';

/** Settings > General: what this Sluice is called, and where it is reached. */
export default function SettingsGeneralPage() {
  const settings = useQuery(settingsQuery);
  return (
    <Page title={t('settings-general.title')}>
      <Text mb="lg" maw={640}>
        {t('settings-general.what')}
      </Text>
      <QueryView query={settings}>{(data) => <GeneralForm settings={data} />}</QueryView>
    </Page>
  );
}
