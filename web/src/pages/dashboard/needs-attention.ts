import type { Format } from '../../shared/format.ts';
import type { QueueStats, ServerCapacity } from '../../shared/queue-queries.ts';
import { t } from '../../texts/t.ts';
import type { Campaign } from './queries.ts';

/** Something that a person should see to. */
export interface Need {
  key: string;
  title: string;
  /** A server's reply, or another's word for it. */
  reason: string | null;
  /** Where it is seen to. */
  to: string;
  go: string;
  /** Mail does not leave, or may be wrong, until somebody does something. */
  isUrgent: boolean;
}

/** What needs a person, the most urgent first. */
export function attentionOf(state: {
  servers: readonly ServerCapacity[];
  stats: Pick<QueueStats, 'is_paused' | 'total_queued' | 'total_uncertain'>;
  paused: readonly Pick<Campaign, 'id' | 'name' | 'paused_by' | 'paused_reason'>[];
  format: Pick<Format, 'number' | 'dateTime'>;
}): Need[] {
  const { servers, stats, paused, format } = state;
  const needs: Need[] = [];
  const show = (to: string, go: string) => ({ to, go });

  for (const { id, name, paused_by, paused_reason } of paused) {
    if (paused_by !== 'errors') continue;
    needs.push({
      ...{ key: `campaign ${id}`, title: t('dashboard.attention.campaign', { name }), reason: paused_reason },
      ...{ ...show(`/campaigns/${id}`, t('dashboard.attention.campaign.go')), isUrgent: true },
    });
  }
  if (stats.total_uncertain > 0) {
    needs.push({
      ...{ key: 'uncertain', reason: null, isUrgent: true },
      title: t('dashboard.attention.uncertain', { count: format.number(stats.total_uncertain) }),
      ...show('/queue/uncertain', t('dashboard.attention.uncertain.go')),
    });
  }
  for (const { uuid, name, enabled, health, health_reason, health_until } of servers) {
    if (!enabled || health === 'healthy') continue;
    const until = health === 'parked' && health_until !== null ? format.dateTime(health_until) : null;
    needs.push({
      key: `server ${uuid}`,
      title:
        until === null
          ? t(health === 'slowed' ? 'dashboard.attention.slowed' : 'dashboard.attention.probing', { name })
          : t('dashboard.attention.parked', { name, until }),
      reason: health_reason,
      ...show(`/queue/servers/${uuid}`, t('dashboard.attention.server.go')),
      isUrgent: health === 'parked',
    });
  }
  if (stats.is_paused) {
    needs.push({
      ...{ key: 'paused', title: t('dashboard.attention.paused'), reason: null, isUrgent: false },
      ...show('/queue', t('dashboard.attention.paused.go')),
    });
  }
  return needs.toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent));
}
