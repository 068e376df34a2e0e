import { notifications } from '@mantine/notifications';
import { t } from '../texts/t.ts';
import { messageOf } from './message-of.ts';

/** Says briefly that something was done. */
export function notifyDone(message: string): void {
  notifications.show({
    message,
    color: 'green',
    autoClose: 4_000,
    closeButtonProps: { 'aria-label': t('shared.close') },
  });
}

/** Says that something failed, and why, until it is closed. */
export function notifyFailure(error: unknown): void {
  notifications.show({
    message: t('shared.failed-action', { reason: messageOf(error) }),
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': t('shared.close') },
  });
}
