import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

/** What hurts about a value that is allowed. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <Alert color="yellow" role="note" p="xs">
      {children}
    </Alert>
  );
}
