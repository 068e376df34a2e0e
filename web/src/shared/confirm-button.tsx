import { Alert, Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { t } from '../texts/t.ts';
import { messageOf } from './message-of.ts';

interface ConfirmButtonProps extends ButtonProps {
  children: ReactNode;
  /** The question: `Cancel this email?` */
  title: string;
  /** What happens, to what, and whether it can be undone. */
  what: ReactNode;
  /** What the button says that does it: the verb, never `OK`. */
  confirm: string;
  onConfirm: () => Promise<unknown>;
}

/** A button that says what it will do, and does it once that is confirmed. If it fails, the reason stands there. */
export function ConfirmButton({ title, what, confirm, onConfirm, children, ...button }: ConfirmButtonProps) {
  const [isOpen, dialog] = useDisclosure();
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function act() {
    setIsBusy(true);
    setFailure(null);
    try {
      await onConfirm();
      dialog.close();
    } catch (error) {
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <>
      <Button {...button} onClick={dialog.open}>
        {children}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={title}
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        <Stack>
          <Text component="div">{what}</Text>
          {failure !== null && (
            <Alert color="red" role="alert">
              {t('shared.failed-action', { reason: messageOf(failure) })}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close} data-autofocus>
              {t('shared.cancel')}
            </Button>
            <Button color={button.color ?? 'red'} loading={isBusy} onClick={() => void act()}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
