import type { Format } from '../../shared/format.ts';
import { t } from '../../texts/t.ts';
import type { Campaign } from './queries.ts';

/** What a campaign waits for, or how it came to be as it is; empty for a draft and while it is being sent. */
export function stateSentence(campaign: Campaign, format: Format): string {
  const { status, waiting_for, send_at, started_at, finished_at } = campaign;
  switch (status) {
    case 'running':
      return waiting_for ?? '';
    case 'paused':
      return pausedSentence(campaign, format);
    case 'scheduled':
      return send_at ? t('campaigns.state.scheduled', { when: format.dateTime(send_at) }) : '';
    case 'finished': {
      if (!finished_at) return '';
      const tookMs = started_at ? new Date(finished_at).getTime() - new Date(started_at).getTime() : 0;
      return t('campaigns.state.finished', { when: format.dateTime(finished_at), duration: format.duration(tookMs) });
    }
    default:
      return '';
  }
}

/** Who paused it, when, and why. */
function pausedSentence(campaign: Campaign, format: Format): string {
  const { paused_by, paused_by_user, paused_at, paused_reason } = campaign;
  const when = paused_at ? format.dateTime(paused_at) : '';
  const who =
    paused_by === 'errors'
      ? t('campaigns.state.paused-by-errors', { when })
      : t('campaigns.state.paused', { who: paused_by_user ?? t('campaigns.state.someone'), when });
  return paused_reason ? `${who} ${paused_reason}` : who;
}
