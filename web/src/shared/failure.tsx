import { Alert, Button, Group } from '@mantine/core';
import { t } from '../texts/t.ts';
import { messageOf } from './message-of.ts';

/** That something could not be loaded, why, and the way to try again. */
export function Failure({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  return (
    <Alert color="red" role="alert" title={t('shared.failed')}>
      <Group justify="space-between">
        <span>{messageOf(error)}</span>
        <Button variant="default" size="xs" onClick={onAgain}>
          {t('shared.again')}
        </Button>
      </Group>
    </Alert>
  );
}
