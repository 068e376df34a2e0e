import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { t } from '../texts/t.ts';

/** Asks before a page is left, or its tab closed, while there is something that is not saved. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const blocker = useBlocker({
    // Another filter or page of a list is no leaving.
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={stay}
      title={t('shared.unsaved.title')}
      closeButtonProps={{ 'aria-label': t('shared.close') }}
    >
      <Text mb="md">{t('shared.unsaved.what')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={stay} data-autofocus>
          {t('shared.unsaved.stay')}
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          {t('shared.unsaved.leave')}
        </Button>
      </Group>
    </Modal>
  );
}
