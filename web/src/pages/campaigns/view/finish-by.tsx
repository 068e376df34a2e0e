import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../../shared/message-of.ts';
import { TimeField } from '../../../shared/time-field.tsx';
import { t } from '../../../texts/t.ts';
import { type Campaign, finishByQuery } from '../queries.ts';

/** What it would take for a campaign to be done by a time that is asked for. */
export function FinishBy({ campaign: { id } }: { campaign: Campaign }) {
  const [at, setAt] = useState<string | null>(null);
  const { data: advice, error } = useQuery(finishByQuery(id, at));
  return (
    <Group align="flex-end" gap="md">
      <TimeField label={t('campaigns.plan.finish-by')} value={at} onChange={setAt} />
      <Text size="sm" role="status" mb={8}>
        {at !== null && (error ? messageOf(error) : advice?.sentence)}
      </Text>
    </Group>
  );
}
