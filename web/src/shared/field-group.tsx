import { Fieldset, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Fields that belong together, under the name of what they are about; as narrow as it has to be, unlike a bare fieldset. */
export function FieldGroup({ title, what, children }: { title: string; what?: string; children: ReactNode }) {
  return (
    <Fieldset miw={0} legend={<Text fw={600}>{title}</Text>}>
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
