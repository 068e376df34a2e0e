import { Anchor, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/empty-state.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { campaignsQuery, runningStatsQuery } from './queries.ts';
import { RunningCampaign } from './running-campaign.tsx';

/** The campaigns that are running: how far they are, how fast they go, and what they wait for. */
export function RunningCampaigns() {
  const campaigns = useQuery(campaignsQuery('running'));
  const { data: stats = [] } = useQuery(runningStatsQuery);
  const format = useFormat();
  return (
    <section aria-labelledby="running">
      <Title order={2} size="h4" mb="sm" id="running">
        {t('dashboard.running')}
      </Title>
      <QueryView query={campaigns}>
        {({ results, total }) =>
          results.length === 0 ? (
            <EmptyState title={t('dashboard.running.none')}>
              <Anchor component={Link} to="/campaigns">
                {t('dashboard.running.go')}
              </Anchor>
            </EmptyState>
          ) : (
            <>
              {results.map((campaign) => (
                <RunningCampaign
                  key={campaign.id}
                  campaign={campaign}
                  ratePerMinute={stats.find(({ id }) => id === campaign.id)?.rate ?? null}
                />
              ))}
              {total > results.length && (
                <Text size="sm">
                  {t('dashboard.running.more', { count: format.number(total - results.length) })}{' '}
                  <Anchor component={Link} to="/campaigns" inherit>
                    {t('dashboard.running.go')}
                  </Anchor>
                </Text>
              )}
            </>
          )
        }
      </QueryView>
    </section>
  );
}
