import { Button, Group, Modal, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { FormFailure } from '../../shared/form-failure.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { NumberField } from '../../shared/number-field.tsx';
import { type SettingsAnswer, settingsQuery } from '../../shared/settings-query.ts';
import { useApiForm } from '../../shared/use-api-form.ts';
import { useFormat } from '../../shared/use-format.ts';
import { Warning } from '../../shared/warning.tsx';
import { t } from '../../texts/t.ts';
import { adviceOnLimits } from './advice.ts';
import { FurtherLimits } from './further-limits.tsx';
import { accountWindowOf, periodChoices, windowChoices } from './limit-choices.ts';
import { changeServers, type SmtpServer } from './queries.ts';
import { inputOf, newServer, type ServerValues } from './server-values.ts';

/** What of the limits can be changed on several servers at once: each together with what belongs to it. */
const parts = {
  daily: ['daily_limit'],
  period: ['daily_limit_period'],
  window: ['sliding_window'],
  more: ['limits'],
  conns: ['max_conns'],
} as const satisfies Record<string, readonly (keyof ServerValues)[]>;

type Part = keyof typeof parts;

/** A button that opens a form of limits for several servers. */
export function BulkLimits(props: { servers: SmtpServer[]; settings: SettingsAnswer; onDone: () => void }) {
  const { servers, settings, onDone } = props;
  const format = useFormat();
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button size="xs" variant="light" onClick={dialog.open}>
        {t('settings-smtp.bulk.limits')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        size="lg"
        title={t('settings-smtp.bulk.limits.title', { count: format.number(servers.length) })}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <BulkForm servers={servers} settings={settings} onDone={onDone} onClose={dialog.close} />
      </Modal>
    </>
  );
}

function BulkForm(props: { servers: SmtpServer[]; settings: SettingsAnswer; onDone: () => void; onClose: () => void }) {
  const { servers, settings, onDone, onClose } = props;
  const format = useFormat();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<Part>>(new Set());
  const count = format.number(servers.length);
  const form = useApiForm<ServerValues>({
    initial: { ...newServer, daily_limit: servers[0]?.daily_limit ?? 0 },
    submit: async (values) => {
      const keys = [...chosen].flatMap((part): readonly (keyof ServerValues)[] => parts[part]);
      const change = inputOf(Object.fromEntries(keys.map((key) => [key, values[key]])), values);
      await changeServers({ save: servers.map(({ uuid }) => ({ uuid, ...change })) });
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      onClose();
      onDone();
      notifyDone(t('settings-smtp.bulk.limits.done', { count }));
    },
  });
  const part = (name: Part, label: string, children: ReactNode) => (
    <Stack gap="xs">
      <Switch
        label={t('settings-smtp.bulk.change', { what: label })}
        checked={chosen.has(name)}
        onChange={() => setChosen((before) => before.symmetricDifference(new Set([name])))}
      />
      {chosen.has(name) && children}
    </Stack>
  );

  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Stack>
        <Text size="sm">{t('settings-smtp.bulk.limits.what')}</Text>
        {part('daily', t('settings-smtp.daily'), <DailyPart form={form} servers={servers} />)}
        {part(
          'period',
          t('settings-smtp.period'),
          <Select
            aria-label={t('settings-smtp.period')}
            description={t('settings-smtp.period.what')}
            allowDeselect={false}
            data={periodChoices(settings)}
            value={form.values.daily_limit_period}
            onChange={(value) => form.set({ daily_limit_period: value as ServerValues['daily_limit_period'] })}
          />,
        )}
        {part('window', t('settings-smtp.window'), <WindowPart form={form} settings={settings} />)}
        {part(
          'more',
          t('settings-smtp.more'),
          <FurtherLimits
            limits={form.values.limits}
            error={form.errorOf('limits')}
            onChange={(limits) => form.set({ limits })}
          />,
        )}
        {part(
          'conns',
          t('settings-smtp.conns'),
          <NumberField
            aria-label={t('settings-smtp.conns')}
            description={t('settings-smtp.conns.what')}
            min={1}
            max={1000}
            field={form.field('max_conns')}
          />,
        )}
        <FormFailure failure={form.failure} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button type="submit" loading={form.isSubmitting} disabled={chosen.size === 0}>
            {t('settings-smtp.bulk.limits.confirm', { count })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Form = ReturnType<typeof useApiForm<ServerValues>>;

function DailyPart({ form, servers }: { form: Form; servers: SmtpServer[] }) {
  const format = useFormat();
  const limit = form.values.daily_limit;
  return (
    <>
      <NumberField
        aria-label={t('settings-smtp.daily')}
        description={t('settings-smtp.daily.what')}
        field={form.field('daily_limit')}
      />
      {limit === 0 ? (
        <Warning>{t('settings-smtp.advice.no-daily-limit')}</Warning>
      ) : (
        <Text size="sm">{t('settings-smtp.bulk.total', { total: format.number(limit * servers.length) })}</Text>
      )}
    </>
  );
}

function WindowPart({ form, settings }: { form: Form; settings: SettingsAnswer }) {
  const format = useFormat();
  const { values } = form;
  const { effect, warnings } = adviceOnLimits(
    // Of the daily limits, which may differ, nothing is said here.
    { ...values, daily_limit: 1 },
    { account: accountWindowOf(settings), format },
  );
  return (
    <>
      <Select
        aria-label={t('settings-smtp.window')}
        description={t('settings-smtp.window.what')}
        allowDeselect={false}
        data={windowChoices(settings, format)}
        value={values.sliding_window}
        onChange={(value) => form.set({ sliding_window: value as ServerValues['sliding_window'] })}
      />
      {values.sliding_window === 'own' && (
        <>
          <NumberField label={t('settings-smtp.rate')} min={1} field={form.field('sliding_window_rate')} />
          <TextInput
            label={t('settings-smtp.duration')}
            description={t('settings-smtp.duration.what')}
            {...form.field('sliding_window_duration')}
          />
        </>
      )}
      {effect && <Text size="sm">{effect}</Text>}
      {warnings.map((warning) => (
        <Warning key={warning}>{warning}</Warning>
      ))}
    </>
  );
}
