import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { FormFailure } from '../../shared/form-failure.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { type ApiForm, useApiForm } from '../../shared/use-api-form.ts';
import { t } from '../../texts/t.ts';
import { AccountFields } from './account-fields.tsx';
import { type PerformanceSettings, performanceOf, type SettingsAnswer, settingsQuery } from './queries.ts';
import { QueueFields } from './queue-fields.tsx';
import { RetryFields } from './retry-fields.tsx';
import { SlidingFields } from './sliding-fields.tsx';
import { WindowFields } from './window-fields.tsx';

export type PerformanceFormState = ApiForm<PerformanceSettings>;

/** All fields of the page; saves those that were changed, and no others: somebody else may be changing those. */
export function PerformanceForm({ settings }: { settings: SettingsAnswer }) {
  const queryClient = useQueryClient();
  const form = useApiForm({
    initial: performanceOf(settings),
    submit: async (_values, changes) => {
      await api.PUT('/api/settings', { body: changes });
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      notifyDone(t('settings-performance.saved'));
    },
  });

  return (
    <form onSubmit={form.onSubmit} noValidate>
      <UnsavedGuard isDirty={form.isDirty} />
      <Stack gap="xl" maw={640}>
        <WindowFields form={form} />
        <SlidingFields form={form} servers={settings.smtp} />
        <AccountFields form={form} />
        <RetryFields form={form} />
        <QueueFields form={form} />
        <div>
          <FormFailure failure={form.failure} />
          <Group>
            <Button type="submit" loading={form.isSubmitting} disabled={!form.isDirty}>
              {t('shared.save')}
            </Button>
            {form.isDirty && (
              <Button variant="default" onClick={form.reset}>
                {t('shared.discard')}
              </Button>
            )}
          </Group>
        </div>
      </Stack>
    </form>
  );
}
