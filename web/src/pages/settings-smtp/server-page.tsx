import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { EmptyState } from '../../shared/empty-state.tsx';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { type SettingsAnswer, settingsQuery } from '../../shared/settings-query.ts';
import { t } from '../../texts/t.ts';
import { ServerForm } from './server-form.tsx';
import { valuesOf } from './server-values.ts';

/** One server, to be edited. */
export default function ServerPage() {
  const settings = useQuery(settingsQuery);
  const { uuid } = useParams({ strict: false }) as { uuid: string };
  const name = settings.data?.smtp.find((server) => server.uuid === uuid)?.name;
  return (
    <Page title={name ? t('settings-smtp.edit.title', { name }) : t('settings-smtp.edit')} actions={<BackToAll />}>
      <QueryView query={settings}>{(data) => <Server uuid={uuid} settings={data} />}</QueryView>
    </Page>
  );
}

function BackToAll() {
  return (
    <Button component={Link} to="/settings/smtp" variant="default">
      {t('settings-smtp.back')}
    </Button>
  );
}

function Server({ uuid, settings }: { uuid: string; settings: SettingsAnswer }) {
  const server = settings.smtp.find((each) => each.uuid === uuid);
  if (!server) return <EmptyState title={t('settings-smtp.gone')}>{t('settings-smtp.gone.what')}</EmptyState>;
  return (
    <ServerForm
      key={uuid}
      server={server}
      initial={valuesOf(server)}
      passwordHint={t(server.has_password ? 'settings-smtp.password.keep' : 'settings-smtp.password.what')}
      settings={settings}
    />
  );
}
