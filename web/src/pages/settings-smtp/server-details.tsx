import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { Countdown } from '../../shared/countdown.tsx';
import { notifyDone, notifyFailure } from '../../shared/notify.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { changeServers, type ServerCapacity, type SmtpServer } from './queries.ts';
import { inputOf, valuesOf } from './server-values.ts';
import { TestSend } from './test-send.tsx';

/** What an opened server shows: where it is, its limits, its health with the reply that changed it, and what can be done. */
export function ServerDetails(props: {
  server: SmtpServer;
  capacity: ServerCapacity;
  neighbours: { up: string[] | null; down: string[] | null };
}) {
  const { server, capacity, neighbours } = props;
  return (
    <Stack gap={4} py="sm" fz="sm" style={{ overflowWrap: 'anywhere' }}>
      <DailyWords capacity={capacity} />
      <Where server={server} />
      <Windows capacity={capacity} />
      <Health capacity={capacity} />
      <Group gap="xs" mt="xs">
        <Button component={Link} to="/settings/smtp/$uuid" params={{ uuid: server.uuid } as never} size="xs">
          {t('settings-smtp.edit.button')}
        </Button>
        <TestButton server={server} />
        <Button
          component={Link}
          to="/settings/smtp/new"
          search={{ like: server.uuid } as never}
          size="xs"
          variant="default"
        >
          {t('settings-smtp.duplicate')}
        </Button>
        <MoveButton order={neighbours.up} label={t('settings-smtp.up')} />
        <MoveButton order={neighbours.down} label={t('settings-smtp.down')} />
        <DeleteButton server={server} />
      </Group>
    </Stack>
  );
}

/** On a narrow screen the line has no room for it. */
function DailyWords({ capacity }: { capacity: ServerCapacity }) {
  const format = useFormat();
  const { daily_used: used, daily_limit: limit, daily_limit_period: period } = capacity;
  const words = { used: format.number(used), limit: format.number(limit) };
  return (
    <Text size="sm" hiddenFrom="sm">
      {limit === 0
        ? t('settings-smtp.used.unlimited', words)
        : t(period === 'rolling' ? 'settings-smtp.used.rolling' : 'settings-smtp.used', words)}
    </Text>
  );
}

function Where({ server: { host, port, tls_type: tls, from_email: from } }: { server: SmtpServer }) {
  return (
    <>
      <Text size="sm">
        {t('settings-smtp.address', { host, port, tls: tls === 'none' ? t('settings-smtp.tls.none') : tls })}
      </Text>
      <Text size="sm">{from ? t('settings-smtp.from', { email: from }) : t('settings-smtp.from.campaign')}</Text>
    </>
  );
}

function Windows({ capacity: { sliding_window: sliding, limits } }: { capacity: ServerCapacity }) {
  const format = useFormat();
  const all = [...(sliding ? [{ ...sliding, period: sliding.duration }] : []), ...limits];
  return all.map(({ period, max, used, remaining }) => (
    <Text size="sm" key={period} className="numbers">
      {t('settings-smtp.window-used', {
        used: format.number(used),
        limit: format.number(max),
        duration: period,
        remaining: format.number(remaining),
      })}
    </Text>
  ));
}

function Health({ capacity }: { capacity: ServerCapacity }) {
  const format = useFormat();
  const { state, waiting_for: waiting, next_send_at: next, health_reason: reason, health_since: since } = capacity;
  return (
    <>
      {reason && since && <Text size="sm">{t('settings-smtp.since', { when: format.dateTime(since), reason })}</Text>}
      {waiting && state !== 'disabled' && (
        <Text size="sm">
          {waiting} {next && <Countdown at={next} />}
        </Text>
      )}
    </>
  );
}

function TestButton({ server }: { server: SmtpServer }) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t('settings-smtp.test.button')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        size="lg"
        title={t('settings-smtp.test.title', { name: server.name })}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <TestSend uuid={server.uuid} input={() => inputOf(valuesOf(server), valuesOf(server))} />
      </Modal>
    </>
  );
}

function MoveButton({ order, label }: { order: string[] | null; label: string }) {
  const queryClient = useQueryClient();

  async function move() {
    try {
      await changeServers({ order: order! });
      await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
    } catch (error) {
      notifyFailure(error);
    }
  }

  return (
    <Button size="xs" variant="default" disabled={order === null} onClick={() => void move()}>
      {label}
    </Button>
  );
}

function DeleteButton({ server: { uuid, name } }: { server: SmtpServer }) {
  const queryClient = useQueryClient();

  async function remove() {
    await changeServers({ remove: [uuid] });
    await queryClient.invalidateQueries({ queryKey: settingsQuery.queryKey });
    notifyDone(t('settings-smtp.deleted', { name }));
  }

  return (
    <ConfirmButton
      size="xs"
      variant="light"
      color="red"
      title={t('settings-smtp.delete.title', { name })}
      what={t('settings-smtp.delete.what', { name })}
      confirm={t('settings-smtp.delete.confirm', { name })}
      onConfirm={remove}
    >
      {t('settings-smtp.delete')}
    </ConfirmButton>
  );
}
