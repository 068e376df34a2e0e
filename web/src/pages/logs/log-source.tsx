import { Text } from '@mantine/core';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';

/** Whose log this is, from when on, and which processes have one of their own that is not here. */
export function LogSource(props: {
  process: { host: string; pid: number; since: string; kept: number; sends: boolean };
  elsewhere: readonly { host: string; pid: number }[];
}) {
  const format = useFormat();
  const { process, elsewhere } = props;
  const words = {
    host: process.host,
    pid: String(process.pid),
    count: format.number(process.kept),
    since: format.dateTime(process.since),
  };
  return (
    <Text size="sm" c="dimmed">
      {t(process.sends ? 'logs.source' : 'logs.source.api', words)}{' '}
      {elsewhere.length > 0 &&
        t('logs.elsewhere', { names: elsewhere.map(({ host, pid }) => `${host} (${pid})`).join(', ') })}
    </Text>
  );
}
