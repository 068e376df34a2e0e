import { Button, CloseButton, Group, Input, NumberInput, Stack, TextInput } from '@mantine/core';
import { t } from '../../texts/t.ts';
import type { ServerValues } from './server-values.ts';

type Limits = ServerValues['limits'];

/** As many as the API takes. */
const mostLimits = 8;

/** Sliding limits beside the sliding window: one a line, which can be added and removed. */
export function FurtherLimits(props: { limits: Limits; error: string | null; onChange: (limits: Limits) => void }) {
  const { limits, error, onChange } = props;
  const set = (i: number, change: Partial<Limits[number]>) =>
    onChange(limits.map((limit, at) => (at === i ? { ...limit, ...change } : limit)));
  return (
    <Input.Wrapper
      labelElement="div"
      label={t('settings-smtp.more')}
      description={t('settings-smtp.more.what')}
      error={error}
    >
      <Stack gap="xs" mt="xs" align="flex-start">
        {limits.map(({ max, period }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a limit has no name but its place
          <Group key={i} gap="xs" wrap="nowrap">
            <NumberInput
              aria-label={t('settings-smtp.more.max', { n: i + 1 })}
              value={max}
              min={1}
              allowDecimal={false}
              onChange={(value) => set(i, { max: Number(value) || 1 })}
            />
            <TextInput
              aria-label={t('settings-smtp.more.period', { n: i + 1 })}
              value={period}
              onChange={(event) => set(i, { period: event.currentTarget.value })}
            />
            <CloseButton
              aria-label={t('settings-smtp.more.remove', { n: i + 1 })}
              onClick={() => onChange(limits.toSpliced(i, 1))}
            />
          </Group>
        ))}
        {limits.length < mostLimits && (
          <Button variant="default" size="xs" onClick={() => onChange([...limits, { max: 100, period: '1h' }])}>
            {t('settings-smtp.more.add')}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
