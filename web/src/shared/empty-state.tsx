import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** That there is nothing, what would be here, and the way to the next step. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="sm" ta="center">
        <Text fw={600}>{title}</Text>
        {children}
      </Stack>
    </Paper>
  );
}
