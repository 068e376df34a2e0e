import { Alert, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import type { paths } from '../api/schema.d.ts';
import { t } from '../texts/t.ts';
import { useFormat } from './use-format.ts';

/** Settings and servers as they would be. */
export type SupposedChanges = paths['/api/plan/effects']['post']['requestBody']['content']['application/json'];

/** Typing is over when nothing was changed for this long. */
const pauseMs = 600;
/** So many are told one by one. */
const mostCampaigns = 5;

/** What becomes of the campaigns under way. Not renewed by live events: a reckoning at every message would be too much. */
const effectsQuery = (changes: SupposedChanges | null) =>
  queryOptions({
    queryKey: ['effects', changes],
    enabled: changes !== null,
    placeholderData: keepPreviousData,
    // What is wrong with a value is said when it is saved.
    retry: false,
    gcTime: 0,
    queryFn: ({ signal }) => dataOf(api.POST('/api/plan/effects', { body: changes!, signal })),
  });

/**
 * What a change does to the campaigns under way, before it is made: when each would be done, and when it will be as things
 * are; those that it moves most first. Nothing while there is no change, no such campaign, or something is wrong with what is
 * typed.
 */
export function EffectOnCampaigns({ supposed }: { supposed: SupposedChanges | null }) {
  const [settled] = useDebouncedValue(JSON.stringify(supposed), pauseMs);
  const { data, isError, isFetching } = useQuery(effectsQuery(JSON.parse(settled)));
  const format = useFormat();
  if (supposed === null || isError || !data || data.effects.length === 0) return null;
  const ranked = data.effects.toSorted((a, b) => movedMs(b) - movedMs(a));
  const more = ranked.length - mostCampaigns;
  return (
    <Alert color="blue" role="status" title={t('shared.effect')} style={{ opacity: isFetching ? 0.6 : 1 }}>
      <Stack gap={4}>
        {ranked.slice(0, mostCampaigns).map(({ id, sentence }) => (
          <Text key={id} size="sm">
            {sentence}
          </Text>
        ))}
        {more > 0 && <Text size="sm">{t('shared.effect.more', { count: format.number(more) })}</Text>}
      </Stack>
    </Alert>
  );
}

/** By how much the finish moves, sooner or later; what never comes, or would never, is furthest. */
function movedMs({ before, after }: { before: string | null; after: string | null }): number {
  if (before === after) return 0;
  if (before === null || after === null) return Number.MAX_VALUE;
  return Math.abs(new Date(after).getTime() - new Date(before).getTime());
}
