import { Button, Chip, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { t } from '../../../texts/t.ts';
import type { CampaignFormState, CampaignValues } from './campaign-values.ts';

type Span = CampaignValues['send_windows'][number];

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const office: Span = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '09:00', end: '17:00' };

/** The hours in which this campaign may leave, within the account's. */
export function WindowsFields({ form }: { form: CampaignFormState }) {
  const spans = form.values.send_windows;
  const change = (send_windows: Span[]) => form.set({ send_windows });
  return (
    <Stack gap="xs" role="group" aria-label={t('campaigns.form.windows')}>
      <Text size="sm" fw={600}>
        {t('campaigns.form.windows')}
      </Text>
      <Text size="xs" c="dimmed">
        {t(spans.length === 0 ? 'campaigns.form.windows.none' : 'campaigns.form.windows.what')}
      </Text>
      {spans.map((span, i) => (
        <SpanFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a window is nothing but its place
          key={i}
          span={span}
          onChange={(changed) => change(spans.with(i, changed))}
          onRemove={() => change(spans.toSpliced(i, 1))}
        />
      ))}
      <Button variant="default" size="xs" style={{ alignSelf: 'start' }} onClick={() => change([...spans, office])}>
        {t('campaigns.form.windows.add')}
      </Button>
    </Stack>
  );
}

function SpanFields(props: { span: Span; onChange: (span: Span) => void; onRemove: () => void }) {
  const { span, onChange, onRemove } = props;
  return (
    <Paper withBorder p="xs">
      <Chip.Group
        multiple
        value={span.days?.length ? span.days : [...days]}
        onChange={(chosen) => onChange({ ...span, days: days.filter((day) => chosen.includes(day)) })}
      >
        <Group gap={4} mb="xs" role="group" aria-label={t('campaigns.form.windows.days')}>
          {days.map((day) => (
            <Chip key={day} value={day} size="xs">
              {t(`campaigns.day.${day}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="xs" align="end">
        <TextInput
          type="time"
          size="xs"
          label={t('campaigns.form.windows.start')}
          value={span.start}
          onChange={({ currentTarget }) => onChange({ ...span, start: currentTarget.value })}
        />
        <TextInput
          type="time"
          size="xs"
          label={t('campaigns.form.windows.end')}
          value={span.end}
          onChange={({ currentTarget }) => onChange({ ...span, end: currentTarget.value })}
        />
        <Button variant="subtle" color="red" size="xs" onClick={onRemove}>
          {t('campaigns.form.windows.remove')}
        </Button>
      </Group>
    </Paper>
  );
}
