import { PasswordInput, Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import { NumberField } from '../../shared/number-field.tsx';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import { adviceOnConnection } from './advice.ts';
import { messengerOf } from './messenger-of.ts';
import type { ServerFormState } from './server-values.ts';

const authProtocols = ['none', 'plain', 'login', 'cram'] as const;

/** Where the server is, and how it is entered. */
export function ConnectionFields({ form, passwordHint }: { form: ServerFormState; passwordHint: string }) {
  const { values } = form;
  return (
    <FieldGroup title={t('settings-smtp.connection')}>
      <TextInput
        label={t('settings-smtp.name')}
        description={t('settings-smtp.name.what', { name: messengerOf(values.name) })}
        required
        {...form.field('name')}
      />
      <Switch
        label={t('settings-smtp.enabled.label')}
        description={t('settings-smtp.enabled.what')}
        checked={values.enabled}
        onChange={(event) => form.set({ enabled: event.currentTarget.checked })}
      />
      <TextInput
        label={t('settings-smtp.host')}
        description={t('settings-smtp.host.what')}
        required
        {...form.field('host')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          label={t('settings-smtp.port')}
          description={t('settings-smtp.port.what')}
          min={1}
          max={65_535}
          field={form.field('port')}
          thousandSeparator=""
        />
        <Select
          label={t('settings-smtp.tls')}
          description={t('settings-smtp.tls.what')}
          allowDeselect={false}
          data={[{ value: 'none', label: t('settings-smtp.tls.choice.none') }, 'STARTTLS', 'TLS']}
          value={values.tls_type}
          error={form.errorOf('tls_type')}
          onChange={(value) => form.set({ tls_type: value as typeof values.tls_type })}
        />
      </SimpleGrid>
      <Select
        label={t('settings-smtp.auth')}
        description={t('settings-smtp.auth.what')}
        allowDeselect={false}
        data={authProtocols.map((value) => ({ value, label: t(`settings-smtp.auth.${value}`) }))}
        value={values.auth_protocol}
        error={form.errorOf('auth_protocol')}
        onChange={(value) => form.set({ auth_protocol: value as typeof values.auth_protocol })}
      />
      {values.auth_protocol !== 'none' && (
        <>
          <TextInput label={t('settings-smtp.username')} autoComplete="off" required {...form.field('username')} />
          <PasswordInput
            label={t('settings-smtp.password')}
            description={passwordHint}
            autoComplete="new-password"
            {...form.field('password')}
          />
        </>
      )}
      {adviceOnConnection(values).map((advice) => (
        <Warning key={advice}>{advice}</Warning>
      ))}
    </FieldGroup>
  );
}
