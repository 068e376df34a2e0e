import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Column } from '../../../shared/data-table.tsx';
import type { Format } from '../../../shared/format.ts';
import { StatusBadge } from '../../../shared/status-badge.tsx';
import type { ListState } from '../../../shared/use-list-state.ts';
import { t } from '../../../texts/t.ts';
import { CampaignProgress } from '../campaign-progress.tsx';
import { CloneCampaign } from '../clone-campaign.tsx';
import { DeleteCampaign } from '../delete-campaign.tsx';
import type { Campaign, RunningStats } from '../queries.ts';
import { stateSentence } from '../state-sentence.ts';

/** The columns of the list. @param running How fast those that run are being sent, by id. */
export function columnsOf(
  format: Format,
  list: ListState,
  running: ReadonlyMap<number, RunningStats>,
): Column<Campaign>[] {
  return [
    {
      key: 'name',
      header: t('campaigns.column.name'),
      sortBy: 'name',
      cell: (campaign) => <NameCell campaign={campaign} onTag={(tag) => list.setFilter({ tag })} />,
    },
    {
      key: 'status',
      header: t('campaigns.column.status'),
      sortBy: 'status',
      cell: (campaign) => <StatusCell campaign={campaign} format={format} />,
    },
    {
      key: 'progress',
      header: t('campaigns.column.progress'),
      cell: (campaign) => (
        <div style={{ minWidth: 160 }}>
          <CampaignProgress campaign={campaign} />
        </div>
      ),
    },
    {
      key: 'rate',
      header: t('campaigns.column.rate'),
      isNumber: true,
      cell: ({ id }) => {
        const stats = running.get(id);
        return stats ? t('campaigns.rate', { rate: format.number(stats.rate) }) : '';
      },
    },
    {
      key: 'created',
      header: t('campaigns.column.created'),
      sortBy: 'created_at',
      cell: ({ created_at }) => format.dateTime(created_at),
    },
    {
      key: 'actions',
      header: t('campaigns.column.actions'),
      cell: (campaign) => (
        <Group gap={4} wrap="nowrap">
          <CloneCampaign campaign={campaign} size="compact-sm" />
          <DeleteCampaign campaign={campaign} size="compact-sm" />
        </Group>
      ),
    },
  ];
}

function NameCell({ campaign, onTag }: { campaign: Campaign; onTag: (tag: string) => void }) {
  const { id, name, subject, tags } = campaign;
  return (
    <Stack gap={2} miw={180}>
      <Anchor component={Link} to={`/campaigns/${id}`} fw={600}>
        {name}
      </Anchor>
      <Text size="sm" c="dimmed" lineClamp={1}>
        {subject}
      </Text>
      {tags.length > 0 && (
        <Group gap={4}>
          {tags.map((tag) => (
            <Badge
              key={tag}
              component="button"
              type="button"
              variant="default"
              size="sm"
              style={{ cursor: 'pointer', textTransform: 'none' }}
              title={t('campaigns.filter.by-tag', { tag })}
              onClick={() => onTag(tag)}
            >
              {tag}
            </Badge>
          ))}
        </Group>
      )}
    </Stack>
  );
}

function StatusCell({ campaign, format }: { campaign: Campaign; format: Format }) {
  const sentence = stateSentence(campaign, format);
  return (
    <Stack gap={4} maw={300}>
      <StatusBadge status={campaign.status} label={t(`campaigns.status.${campaign.status}`)} />
      {sentence && <Text size="xs">{sentence}</Text>}
    </Stack>
  );
}
