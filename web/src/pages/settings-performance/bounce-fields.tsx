import { Group, Input, NumberInput, Select } from '@mantine/core';
import { FieldGroup } from '../../shared/field-group.tsx';
import type { SettingsAnswer } from '../../shared/settings-query.ts';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import type { PerformanceFormState } from './queries.ts';

type Actions = SettingsAnswer['bounce.actions'];
type Type = keyof Actions;
type Action = Actions[Type]['action'];

const types: readonly Type[] = ['hard', 'soft', 'complaint'];
const actions: readonly Action[] = ['none', 'unsubscribe', 'blocklist', 'delete'];

/** What becomes of subscribers whose mail comes back. */
export function BounceFields({ form }: { form: PerformanceFormState }) {
  const value = form.values['bounce.actions'];
  return (
    <FieldGroup title={t('settings-performance.bounces')} what={t('settings-performance.bounces.what')}>
      {types.map((type) => (
        <BounceAction
          key={type}
          type={type}
          value={value[type]}
          onChange={(change) => form.set({ 'bounce.actions': { ...value, [type]: { ...value[type], ...change } } })}
        />
      ))}
      {form.errorOf('bounce.actions') && <Input.Error>{form.errorOf('bounce.actions')}</Input.Error>}
      {warningsOf(value).map((key) => (
        <Warning key={key}>{t(key)}</Warning>
      ))}
    </FieldGroup>
  );
}

function BounceAction(props: { type: Type; value: Actions[Type]; onChange: (change: Partial<Actions[Type]>) => void }) {
  const { type, value, onChange } = props;
  const name = t(`settings-performance.bounces.${type}`);
  return (
    <Input.Wrapper labelElement="div" label={name} description={t(`settings-performance.bounces.${type}.what`)}>
      <Group gap="sm" mt="xs">
        <NumberInput
          aria-label={t('settings-performance.bounces.count', { type: name })}
          prefix={t('settings-performance.bounces.after')}
          w={130}
          min={1}
          max={1000}
          allowDecimal={false}
          disabled={value.action === 'none'}
          value={value.count}
          onChange={(count) => onChange({ count: Number(String(count)) || 1 })}
        />
        <Select
          aria-label={t('settings-performance.bounces.action', { type: name })}
          allowDeselect={false}
          data={actions.map((action) => ({ value: action, label: t(`settings-performance.bounces.action.${action}`) }))}
          value={value.action}
          onChange={(action) => onChange({ action: action as Action })}
        />
      </Group>
    </Input.Wrapper>
  );
}

function warningsOf({ hard, soft, complaint }: Actions) {
  return [
    ...(hard.action === 'none' ? (['settings-performance.bounces.warn.hard'] as const) : []),
    ...(soft.action !== 'none' && soft.count === 1 ? (['settings-performance.bounces.warn.soft'] as const) : []),
    ...(complaint.action === 'none' ? (['settings-performance.bounces.warn.complaint'] as const) : []),
    ...([hard, soft, complaint].some(({ action }) => action === 'delete')
      ? (['settings-performance.bounces.warn.delete'] as const)
      : []),
  ];
}
