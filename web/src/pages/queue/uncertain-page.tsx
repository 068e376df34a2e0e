import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/empty-state.tsx';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { useListState } from '../../shared/use-list-state.ts';
import { t } from '../../texts/t.ts';
import { DecideUncertain } from './decide-uncertain.tsx';
import { campaignNamesQuery, uncertainQuery } from './queries.ts';
import { UncertainRows } from './uncertain-rows.tsx';

/** Emails of which nobody knows whether their server took them, to be decided by a person. */
export default function UncertainPage() {
  const list = useListState();
  const rows = useQuery(uncertainQuery(list));
  const { data: campaigns } = useQuery(campaignNamesQuery);
  const campaignId = Number(list.filter('campaign'));
  const count = rows.data && !rows.isPlaceholderData ? rows.data.total : 0;
  return (
    <Page
      title={t('uncertain.title')}
      actions={
        <Button component={Link} to="/queue" variant="default">
          {t('server.back')}
        </Button>
      }
    >
      <Stack>
        <Text maw={720}>{t('uncertain.what')}</Text>
        <Select
          label={t('queue.rows.campaign')}
          description={t('uncertain.campaign.what')}
          placeholder={t('queue.rows.any')}
          data={campaigns?.results.map(({ id, name }) => ({ value: String(id), label: `${name} (${id})` })) ?? []}
          value={list.filter('campaign') || null}
          onChange={(campaign) => list.setFilter({ campaign })}
          maw={360}
          searchable
          clearable
        />
        {campaignId > 0 && count > 0 && (
          <Group>
            <DecideUncertain
              of={{ campaign: { id: campaignId, name: rows.data!.results[0]?.campaign_name ?? '' }, count }}
              size="sm"
            />
          </Group>
        )}
        <QueryView query={rows}>
          {(page) =>
            page.total === 0 ? (
              <EmptyState title={t('uncertain.none')}>
                <Text size="sm">{t('uncertain.none.what')}</Text>
              </EmptyState>
            ) : (
              // Another page of the list begins with nothing chosen.
              <UncertainRows key={`${list.page} ${list.filter('campaign')}`} page={page} list={list} />
            )
          }
        </QueryView>
      </Stack>
    </Page>
  );
}
