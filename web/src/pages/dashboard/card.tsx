import { Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** One thing to see at a glance: what it is, its number, and what belongs to that. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Stack gap="xs">
        <Title order={2} size="sm" c="dimmed" id={id}>
          {title}
        </Title>
        {children}
      </Stack>
    </Paper>
  );
}

/** The number of a card. */
export function Figure({ children }: { children: ReactNode }) {
  return (
    <Text fw={700} fz={28} lh={1.2} className="numbers">
      {children}
    </Text>
  );
}
