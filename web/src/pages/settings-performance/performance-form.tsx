import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { EffectOnCampaigns } from '../../shared/effect-on-campaigns.tsx';
import { FormButtons } from '../../shared/form-buttons.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { type SettingsAnswer, settingsQuery } from '../../shared/settings-query.ts';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { useApiForm } from '../../shared/use-api-form.ts';
import { t } from '../../texts/t.ts';
import { AccountFields } from './account-fields.tsx';
import { BounceFields } from './bounce-fields.tsx';
import { performanceOf } from './queries.ts';
import { QueueFields } from './queue-fields.tsx';
import { RetryFields } from './retry-fields.tsx';
import { SlidingFields } from './sliding-fields.tsx';
import { WindowFields } from './window-fields.tsx';

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
        <BounceFields form={form} />
        <QueueFields form={form} />
        <EffectOnCampaigns supposed={form.isDirty ? { settings: form.changes() } : null} />
        <FormButtons form={form} />
      </Stack>
    </form>
  );
}
