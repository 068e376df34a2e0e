import { Stack, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { FieldGroup } from '../../shared/field-group.tsx';
import { FormButtons } from '../../shared/form-buttons.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { type SettingsAnswer, settingsQuery } from '../../shared/settings-query.ts';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { useApiForm } from '../../shared/use-api-form.ts';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';

/** All fields of the page; saves those that were changed. */
export function GeneralForm({ settings }: { settings: SettingsAnswer }) {
  const queryClient = useQueryClient();
  const form = useApiForm({
    initial: {
      'app.site_name': settings['app.site_name'],
      'app.root_url': settings['app.root_url'],
      'app.from_email': settings['app.from_email'],
      'privacy.unsubscribe_header': settings['privacy.unsubscribe_header'],
      'maintenance.keep_attempts': settings['maintenance.keep_attempts'],
    },
    submit: async (_values, changes) => {
      await api.PUT('/api/settings', { body: changes });
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      notifyDone(t('settings-general.saved'));
    },
  });
  const { values } = form;

  return (
    <form onSubmit={form.onSubmit} noValidate>
      <UnsavedGuard isDirty={form.isDirty} />
      <Stack gap="xl" maw={640}>
        <FieldGroup title={t('settings-general.site')}>
          <TextInput
            label={t('settings-general.site-name')}
            description={t('settings-general.site-name.what')}
            {...form.field('app.site_name')}
          />
          <TextInput
            label={t('settings-general.root-url')}
            description={t('settings-general.root-url.what')}
            {...form.field('app.root_url')}
          />
          {isLocal(values['app.root_url']) && <Warning>{t('settings-general.root-url.local')}</Warning>}
        </FieldGroup>
        <FieldGroup title={t('settings-general.messages')}>
          <TextInput
            label={t('settings-general.from')}
            description={t('settings-general.from.what')}
            {...form.field('app.from_email')}
          />
          <Switch
            label={t('settings-general.unsubscribe')}
            description={t('settings-general.unsubscribe.what')}
            checked={values['privacy.unsubscribe_header']}
            onChange={(event) => form.set({ 'privacy.unsubscribe_header': event.currentTarget.checked })}
          />
          {!values['privacy.unsubscribe_header'] && <Warning>{t('settings-general.unsubscribe.off')}</Warning>}
        </FieldGroup>
        <FieldGroup title={t('settings-general.records')}>
          <TextInput
            label={t('settings-general.keep')}
            description={t('settings-general.keep.what')}
            {...form.field('maintenance.keep_attempts')}
          />
        </FieldGroup>
        <FormButtons form={form} />
      </Stack>
    </form>
  );
}

/** Whether nobody but this machine can follow links that begin so. */
const isLocal = (url: string): boolean => /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i.test(url);
