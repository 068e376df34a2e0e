import { SimpleGrid, Switch, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { NumberField } from '../../shared/number-field.tsx';
import { t } from '../../texts/t.ts';
import type { ServerFormState } from './server-values.ts';

/** What seldom needs another value. */
export function AdvancedFields({ form }: { form: ServerFormState }) {
  return (
    <FieldGroup title={t('settings-smtp.advanced')}>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <NumberField
          label={t('settings-smtp.conns')}
          description={t('settings-smtp.conns.what')}
          min={1}
          max={1000}
          field={form.field('max_conns')}
        />
        <TextInput
          label={t('settings-smtp.idle')}
          description={t('settings-smtp.idle.what')}
          {...form.field('idle_timeout')}
        />
        <TextInput
          label={t('settings-smtp.wait')}
          description={t('settings-smtp.wait.what')}
          {...form.field('wait_timeout')}
        />
      </SimpleGrid>
      <TextInput
        label={t('settings-smtp.hello')}
        description={t('settings-smtp.hello.what')}
        {...form.field('hello_hostname')}
      />
      {form.values.tls_type !== 'none' && (
        <Switch
          label={t('settings-smtp.skip-verify')}
          description={t('settings-smtp.skip-verify.what')}
          checked={form.values.tls_skip_verify}
          onChange={(event) => form.set({ tls_skip_verify: event.currentTarget.checked })}
        />
      )}
    </FieldGroup>
  );
}
