import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DataTable } from '../../../shared/data-table.tsx';
import { EmptyState } from '../../../shared/empty-state.tsx';
import { Page } from '../../../shared/page.tsx';
import { QueryView } from '../../../shared/query-view.tsx';
import { useFormat } from '../../../shared/use-format.ts';
import { useListState } from '../../../shared/use-list-state.ts';
import { t } from '../../../texts/t.ts';
import { campaignsQuery, runningStatsQuery } from '../queries.ts';
import { CampaignFilters } from './campaign-filters.tsx';
import { columnsOf } from './columns.tsx';

const filterNames = ['query', 'status', 'tag'];

/** All campaigns, the newest first unless told otherwise, with how those that run are getting on. */
export default function CampaignsPage() {
  const list = useListState();
  const format = useFormat();
  const campaigns = useQuery(campaignsQuery(list));
  const { data: running = [] } = useQuery(runningStatsQuery);
  const isFiltered = filterNames.some((name) => list.filter(name) !== '');
  return (
    <Page title={t('campaigns.title')} actions={<NewCampaign />}>
      <CampaignFilters list={list} />
      <QueryView query={campaigns}>
        {(page) =>
          page.results.length === 0 ? (
            <NoCampaigns
              isFiltered={isFiltered || list.page > 1}
              onClear={() => list.setFilter(Object.fromEntries(filterNames.map((name) => [name, null])))}
            />
          ) : (
            <DataTable
              label={t('campaigns.title')}
              columns={columnsOf(format, list, new Map(running.map((stats) => [stats.id, stats])))}
              page={page}
              rowKey={({ id }) => id}
              list={list}
            />
          )
        }
      </QueryView>
    </Page>
  );
}

function NewCampaign() {
  return (
    <Button component={Link} to="/campaigns/new">
      {t('campaigns.new')}
    </Button>
  );
}

function NoCampaigns({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState title={t('campaigns.none-found')}>
        <Button variant="default" onClick={onClear}>
          {t('campaigns.filter.clear')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('campaigns.none')}>
      <Text size="sm">{t('campaigns.none.what')}</Text>
      <NewCampaign />
    </EmptyState>
  );
}
