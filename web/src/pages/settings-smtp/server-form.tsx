import { Alert, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { EffectOnCampaigns } from '../../shared/effect-on-campaigns.tsx';
import { FormButtons } from '../../shared/form-buttons.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { type SettingsAnswer, settingsQuery } from '../../shared/settings-query.ts';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { useApiForm } from '../../shared/use-api-form.ts';
import { t } from '../../texts/t.ts';
import { AdvancedFields } from './advanced-fields.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import type { Preset } from './presets.ts';
import { changeServers, type SmtpServer } from './queries.ts';
import { SenderFields } from './sender-fields.tsx';
import { inputOf, type ServerValues, supposedOf } from './server-values.ts';
import { TestSend } from './test-send.tsx';

/**
 * All fields of a server, and a test message through it as it stands there. Of a server that exists only what was changed
 * is saved.
 *
 * @param props.server null for a new one, which begins as `initial`.
 */
export function ServerForm(props: {
  server: SmtpServer | null;
  initial: ServerValues;
  preset?: Preset | undefined;
  passwordHint: string;
  settings: SettingsAnswer;
  onSaved?: () => void;
}) {
  const { server, initial, preset, passwordHint, settings, onSaved } = props;
  const queryClient = useQueryClient();
  const form = useApiForm({
    initial,
    submit: async (values, changes) => {
      const input = inputOf(server ? changes : values, values);
      await changeServers({ save: [server ? { uuid: server.uuid, ...input } : input] });
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      notifyDone(savedText(server, values));
      // Once what was typed counts as saved: the page may be left.
      if (onSaved) setTimeout(onSaved);
    },
  });

  // A new server is worth a word as soon as it is known where it is.
  const { values } = form;
  const change = server ? inputOf(form.changes(), values) : values.name && values.host ? inputOf(values, values) : null;
  const supposed = form.isDirty && change ? { servers: [supposedOf(server?.name ?? values.name, change)] } : null;

  return (
    <form onSubmit={form.onSubmit} noValidate>
      <UnsavedGuard isDirty={form.isDirty} />
      <Stack gap="xl" maw={640}>
        {preset && (
          <Alert color="blue" title={preset.label}>
            {t(`settings-smtp.preset.${preset.name}`)}
          </Alert>
        )}
        <ConnectionFields form={form} passwordHint={passwordHint} />
        <SenderFields form={form} />
        <LimitFields form={form} settings={settings} />
        <AdvancedFields form={form} />
        <TestSend uuid={server?.uuid} input={() => inputOf(form.values, form.values)} />
        <EffectOnCampaigns supposed={supposed} />
        <FormButtons form={form} save={server ? t('shared.save') : t('settings-smtp.save.new')} canSave={!server} />
      </Stack>
    </form>
  );
}

function savedText(server: SmtpServer | null, { name, enabled }: ServerValues): string {
  if (server) return t('settings-smtp.saved', { name });
  return t(enabled ? 'settings-smtp.added' : 'settings-smtp.added.disabled', { name });
}
