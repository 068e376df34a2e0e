import { TextLink } from '../../shared/text-link.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { CapacityCalendar } from './queries.ts';
import { ScrollingTable } from './scrolling-table.tsx';

/** The campaigns that reserve something, and when each will be done. */
export function ReservingCampaigns({ campaigns }: Pick<CapacityCalendar, 'campaigns'>) {
  const format = useFormat();
  if (campaigns.length === 0) return null;
  return (
    <ScrollingTable
      title={t('capacity.campaigns')}
      headers={[t('capacity.campaign'), t('capacity.reserved'), t('capacity.campaigns.done')]}
      rows={campaigns.map(({ id, name, reserved, finish_at: finishAt }) => ({
        key: String(id),
        cells: [
          <TextLink key="name" to={`/campaigns/${id}`}>
            {name}
          </TextLink>,
          format.number(reserved),
          finishAt === null ? t('capacity.campaigns.later') : format.dateTime(finishAt),
        ],
      }))}
    />
  );
}
