import { Fieldset, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Fields that belong together, under the name of what they are about. */
export function FieldGroup({ title, what, children }: { title: string; what?: string; children: ReactNode }) {
  return (
    <Fieldset legend={<Text fw={600}>{title}</Text>}>
      <Stack>
        {what && (
          <Text size="sm" c="dimmed">
            {what}
          </Text>
        )}
        {children}
      </Stack>
    </Fieldset>
  );
}
