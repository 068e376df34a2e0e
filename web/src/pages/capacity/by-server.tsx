import { TextLink } from '../../shared/text-link.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { CapacityCalendar } from './queries.ts';
import { ScrollingTable } from './scrolling-table.tsx';

/** What is free of each server on each day. */
export function ByServer({ days }: Pick<CapacityCalendar, 'days'>) {
  const format = useFormat();
  const freeOf = new Map(days.flatMap(({ day, servers }) => servers.map(({ uuid, free }) => [`${day} ${uuid}`, free])));
  return (
    <ScrollingTable
      title={t('capacity.by-server')}
      headers={[t('capacity.server'), ...days.map(({ day }) => format.day(day))]}
      rows={days[0]!.servers.map(({ uuid, name }) => ({
        key: uuid,
        cells: [
          <TextLink key="name" to={`/queue/servers/${uuid}`}>
            {name}
          </TextLink>,
          ...days.map(({ day }) => {
            const free = freeOf.get(`${day} ${uuid}`) ?? null;
            return free === null ? t('capacity.no-limit') : format.number(free);
          }),
        ],
      }))}
    />
  );
}
