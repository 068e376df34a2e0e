import { Alert } from '@mantine/core';
import { t } from '../texts/t.ts';
import { messageOf } from './message-of.ts';

/** Why a form was not saved, when that belongs to no field of it. */
export function FormFailure({ failure }: { failure: unknown }) {
  if (failure === null) return null;
  return (
    <Alert color="red" role="alert" mb="md">
      {t('shared.not-saved', { reason: messageOf(failure) })}
    </Alert>
  );
}
