import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { settingsQuery } from '../../shared/settings-query.ts';
import { t } from '../../texts/t.ts';
import { PerformanceForm } from './performance-form.tsx';

/** Settings > Performance of the guide: when mail leaves, and how much. */
export default function SettingsPerformancePage() {
  const settings = useQuery(settingsQuery);
  return (
    <Page title={t('settings-performance.title')}>
      <Text mb="lg" maw={640}>
        {t('settings-performance.what')}
      </Text>
      <QueryView query={settings}>{(data) => <PerformanceForm settings={data} />}</QueryView>
    </Page>
  );
}
