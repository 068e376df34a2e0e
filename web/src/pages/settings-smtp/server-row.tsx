import { Box, Checkbox, Collapse, Group, Paper, Progress, Switch, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { notifyDone, notifyFailure } from '../../shared/notify.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { changeServers, type ServerCapacity, type SmtpServer } from './queries.ts';
import type { Neighbours } from './server-actions.tsx';
import { ServerDetails } from './server-details.tsx';

/**
 * One server on a line: its name, what it has sent today, its health, and whether it is enabled. It opens.
 *
 * @param props.capacity Absent for a server that was added since the capacities were asked for.
 */
export function ServerRow(props: {
  server: SmtpServer;
  capacity: ServerCapacity | undefined;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
  neighbours: Neighbours;
}) {
  const { server, capacity, isSelected, onSelect, neighbours } = props;
  const { name } = server;
  const [isOpen, details] = useDisclosure();
  const state = capacity?.state;
  return (
    <Paper withBorder component="li" px="sm" py={6} aria-label={name}>
      <Group gap="sm" wrap="nowrap">
        <Checkbox
          aria-label={t('settings-smtp.select', { name })}
          checked={isSelected}
          onChange={(event) => onSelect(event.currentTarget.checked)}
        />
        <UnstyledButton aria-expanded={isOpen} onClick={details.toggle} flex={1} miw={0} mih={32}>
          <Group gap="sm" wrap="nowrap">
            <span aria-hidden>{isOpen ? '▾' : '▸'}</span>
            <Text fw={600} truncate>
              {name}
            </Text>
            <Text size="sm" c="dimmed" truncate visibleFrom="md">
              {server.host}
            </Text>
          </Group>
        </UnstyledButton>
        {capacity && <DailyUsage capacity={capacity} />}
        {state && (
          <Box miw={{ sm: 90 }}>
            <StatusBadge status={state} label={t(`settings-smtp.state.${state}`)} />
          </Box>
        )}
        <EnabledSwitch server={server} />
      </Group>
      {capacity && (
        <Collapse expanded={isOpen}>
          {isOpen && <ServerDetails server={server} capacity={capacity} neighbours={neighbours} />}
        </Collapse>
      )}
    </Paper>
  );
}

function DailyUsage({ capacity }: { capacity: ServerCapacity }) {
  const format = useFormat();
  const { name, daily_used: used, daily_limit: limit, daily_remaining: left, daily_limit_period: period } = capacity;
  const words = { used: format.number(used), limit: format.number(limit) };
  const text =
    left === null
      ? t('settings-smtp.used.unlimited', words)
      : t(period === 'rolling' ? 'settings-smtp.used.rolling' : 'settings-smtp.used', words);
  return (
    <Text component="div" size="sm" className="numbers" w={170} visibleFrom="sm">
      {text}
      {left !== null && (
        <Progress
          size="sm"
          value={limit > 0 ? Math.min(100, (used / limit) * 100) : 100}
          color={left === 0 ? 'orange' : 'blue'}
          aria-label={t('settings-smtp.usage', { name })}
        />
      )}
    </Text>
  );
}

function EnabledSwitch({ server: { uuid, name, enabled } }: { server: SmtpServer }) {
  const queryClient = useQueryClient();

  async function set(next: boolean) {
    try {
      await changeServers({ save: [{ uuid, enabled: next }] });
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
      notifyDone(t(next ? 'settings-smtp.enabled.done' : 'settings-smtp.disabled.done', { name }));
    } catch (error) {
      notifyFailure(error);
    }
  }

  return (
    <Switch
      size="sm"
      aria-label={t('settings-smtp.enabled', { name })}
      checked={enabled}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  );
}
