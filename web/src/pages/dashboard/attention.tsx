import { Alert, Anchor, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failure } from '../../shared/failure.tsx';
import { queueStatsQuery, serversQuery } from '../../shared/queue-queries.ts';
import { useFormat } from '../../shared/use-format.ts';
import { useRefetchAt } from '../../shared/use-refetch-at.ts';
import { t } from '../../texts/t.ts';
import { attentionOf } from './needs-attention.ts';
import { campaignsQuery } from './queries.ts';

/** What needs a person: servers that are not well, uncertain emails, what is paused and does not go on by itself. */
export function Attention() {
  const format = useFormat();
  const servers = useQuery(serversQuery);
  const stats = useQuery(queueStatsQuery);
  const paused = useQuery(campaignsQuery('paused'));
  const untils = (servers.data ?? []).flatMap(({ health_until }) => health_until ?? []);
  useRefetchAt(untils.toSorted()[0] ?? null, ['servers']);

  const failed = [servers, stats, paused].find(({ error, data }) => error && data === undefined);
  if (failed) return <Failure error={failed.error} onAgain={() => void failed.refetch()} />;
  if (!servers.data || !stats.data || !paused.data) return null;

  const found = attentionOf({ servers: servers.data, stats: stats.data, paused: paused.data.results, format });
  return (
    <section aria-labelledby="attention">
      <Title order={2} size="h4" mb="sm" id="attention">
        {t('dashboard.attention')}
      </Title>
      {found.length === 0 ? (
        <Text>{t('dashboard.attention.none')}</Text>
      ) : (
        <Stack gap="sm">
          {found.map(({ key, title, reason, to, go, isUrgent }) => (
            <Alert key={key} color={isUrgent ? 'red' : 'yellow'} role="note" title={title}>
              {reason && (
                <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                  {reason}
                </Text>
              )}
              <Anchor component={Link} to={to} size="sm">
                {go}
              </Anchor>
            </Alert>
          ))}
        </Stack>
      )}
    </section>
  );
}
