import { Switch, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { t } from '../../texts/t.ts';
import type { PerformanceFormState } from './performance-form.tsx';

/** How the queue is worked off. */
export function QueueFields({ form }: { form: PerformanceFormState }) {
  return (
    <FieldGroup title={t('settings-performance.queue')}>
      <TextInput
        label={t('settings-performance.poll')}
        description={t('settings-performance.poll.what')}
        {...form.field('app.queue_poll_interval')}
      />
      <Switch
        label={t('settings-performance.paused')}
        description={t('settings-performance.paused.what')}
        checked={form.values['app.queue_paused']}
        onChange={(event) => form.set({ 'app.queue_paused': event.currentTarget.checked })}
      />
    </FieldGroup>
  );
}
