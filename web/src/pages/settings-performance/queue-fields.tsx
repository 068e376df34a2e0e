import { Radio, Stack, Switch, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { t } from '../../texts/t.ts';
import type { PerformanceFormState } from './queries.ts';

/** How the queue is worked off. */
export function QueueFields({ form }: { form: PerformanceFormState }) {
  return (
    <FieldGroup title={t('settings-performance.queue')}>
      <Radio.Group
        label={t('settings-performance.sharing')}
        description={t('settings-performance.sharing.what')}
        value={form.values['queue.sharing']}
        error={form.errorOf('queue.sharing')}
        onChange={(value) => form.set({ 'queue.sharing': value as 'oldest' | 'fair' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="oldest" label={t('settings-performance.sharing.oldest')} />
          <Radio value="fair" label={t('settings-performance.sharing.fair')} />
        </Stack>
      </Radio.Group>
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
