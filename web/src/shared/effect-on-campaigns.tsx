import { Alert, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api, dataOf, type Schema } from '../api/client.ts';
import type { paths } from '../api/schema.d.ts';
import { t } from '../texts/t.ts';
import { useFormat } from './use-format.ts';

/** Settings and servers as they would be. */
export type Supposed = paths['/api/campaigns/{id}/plan']['post']['requestBody']['content']['application/json'];

type Plan = Schema<'Plan'>;

/** A plan is long work, and the API makes 60 of them a minute: so many campaigns are reckoned, the newest. */
const mostCampaigns = 3;
/** Typing is over when nothing was changed for this long. */
const pauseMs = 600;

/**
 * The plans of the campaigns under way, as they are and as they would be. They are not renewed by live events: a plan at
 * every message that leaves would be too much.
 */
const effectQuery = (supposed: Supposed | null) =>
  queryOptions({
    queryKey: ['effect', supposed],
    enabled: supposed !== null,
    placeholderData: keepPreviousData,
    // What is wrong with a value is said when it is saved.
    retry: false,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const query = { status: ['running' as const, 'scheduled' as const], no_body: true, per_page: mostCampaigns };
      const { results } = await dataOf(api.GET('/api/campaigns', { params: { query }, signal }));
      return Promise.all(
        results.map(async ({ id, name }) => {
          const path = { params: { path: { id } }, signal };
          const [before, after] = await Promise.all([
            dataOf(api.GET('/api/campaigns/{id}/plan', path)),
            dataOf(api.POST('/api/campaigns/{id}/plan', { ...path, body: supposed! })),
          ]);
          return { id, name, before, after };
        }),
      );
    },
  });

/**
 * What a change does to the campaigns under way, before it is made: when each would be done, and when it will be as things
 * are. Nothing while there is no change, no such campaign, or something is wrong with what is typed.
 */
export function EffectOnCampaigns({ supposed }: { supposed: Supposed | null }) {
  const [settled] = useDebouncedValue(JSON.stringify(supposed), pauseMs);
  const effect = useQuery(effectQuery(JSON.parse(settled)));
  if (supposed === null || effect.isError || !effect.data || effect.data.length === 0) return null;
  return (
    <Alert color="blue" role="status" title={t('shared.effect')} style={{ opacity: effect.isFetching ? 0.6 : 1 }}>
      <Stack gap={4}>
        {effect.data.map(({ id, name, before, after }) => (
          <Effect key={id} campaign={name} before={before} after={after} />
        ))}
      </Stack>
    </Alert>
  );
}

function Effect({ campaign, before, after }: { campaign: string; before: Plan; after: Plan }) {
  const format = useFormat();
  const [from, to] = [before.finish_at, after.finish_at];
  if (to === null) {
    return (
      <Text size="sm">
        {t('shared.effect.never', { campaign })} {after.sentence}
      </Text>
    );
  }
  if (from === null) return <Text size="sm">{t('shared.effect.ends', { campaign, after: format.dateTime(to) })}</Text>;
  const laterMs = new Date(to).getTime() - new Date(from).getTime();
  const words = { campaign, before: format.dateTime(from), after: format.dateTime(to) };
  if (Math.abs(laterMs) < 60_000) return <Text size="sm">{t('shared.effect.stays', words)}</Text>;
  const by = format.duration(Math.abs(laterMs));
  return (
    <Text size="sm">{t(laterMs < 0 ? 'shared.effect.sooner' : 'shared.effect.later', { ...words, duration: by })}</Text>
  );
}
