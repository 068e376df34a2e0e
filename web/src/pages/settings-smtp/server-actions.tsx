import { Button, Group, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { EffectOnCampaigns } from '../../shared/effect-on-campaigns.tsx';
import { notifyDone, notifyFailure } from '../../shared/notify.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { t } from '../../texts/t.ts';
import { capacitiesQuery, changeServers, type ServerCapacity, type SmtpServer } from './queries.ts';
import { inputOf, valuesOf } from './server-values.ts';
import { TestSend } from './test-send.tsx';

/** The orders of all servers that moving one by a place makes; null where there is no place. */
export interface Neighbours {
  up: string[] | null;
  down: string[] | null;
}

/** What can be done with one server. */
export function ServerActions(props: { server: SmtpServer; capacity: ServerCapacity; neighbours: Neighbours }) {
  const { server, capacity, neighbours } = props;
  return (
    <Group gap="xs" mt="xs">
      <Button component={Link} to="/settings/smtp/$uuid" params={{ uuid: server.uuid } as never} size="xs">
        {t('settings-smtp.edit.button')}
      </Button>
      <TestButton server={server} />
      {capacity.health === 'parked' && <TryNowButton server={server} />}
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

/** Ends the park of a server. */
function TryNowButton({ server: { uuid, name } }: { server: SmtpServer }) {
  const queryClient = useQueryClient();

  async function tryNow() {
    try {
      await api.PUT('/api/queue/servers/{uuid}/health', { params: { path: { uuid } }, body: { action: 'probe_now' } });
      await queryClient.invalidateQueries({ queryKey: capacitiesQuery.queryKey });
      notifyDone(t('settings-smtp.try-now.done', { name }));
    } catch (error) {
      notifyFailure(error);
    }
  }

  return (
    <Button size="xs" variant="default" onClick={() => void tryNow()}>
      {t('settings-smtp.try-now')}
    </Button>
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
      what={
        <Stack>
          <span>{t('settings-smtp.delete.what', { name })}</span>
          <EffectOnCampaigns supposed={{ servers: [{ name, remove: true }] }} />
        </Stack>
      }
      confirm={t('settings-smtp.delete.confirm', { name })}
      onConfirm={remove}
    >
      {t('settings-smtp.delete')}
    </ConfirmButton>
  );
}
