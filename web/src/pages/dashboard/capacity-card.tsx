import { Anchor, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { QueryView } from '../../shared/query-view.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { Card, Figure } from './card.tsx';
import { capacityQuery } from './queries.ts';

/** What all servers together have used of today, and what is free. */
export function CapacityCard() {
  const capacity = useQuery(capacityQuery);
  const format = useFormat();
  return (
    <Card title={t('dashboard.capacity')}>
      <QueryView query={capacity}>
        {({ daily_limit: limit, daily_used: used, daily_remaining: left, servers }) => {
          if (servers === 0) return <Text>{t('dashboard.capacity.none')}</Text>;
          if (left === null) {
            return (
              <>
                <Figure>{format.number(used)}</Figure>
                <Text size="sm">{t('dashboard.capacity.unlimited')}</Text>
              </>
            );
          }
          const words = t('dashboard.capacity.used', { used: format.number(used), limit: format.number(limit) });
          return (
            <>
              <Figure>{t('dashboard.capacity.left', { left: format.number(left) })}</Figure>
              <Progress
                value={limit > 0 ? Math.min(100, (used / limit) * 100) : 100}
                color={left === 0 ? 'orange' : 'blue'}
                aria-label={words}
              />
              <Text size="sm" className="numbers">
                {words}
              </Text>
            </>
          );
        }}
      </QueryView>
      <Anchor component={Link} to="/capacity" size="sm">
        {t('capacity.show')}
      </Anchor>
    </Card>
  );
}
