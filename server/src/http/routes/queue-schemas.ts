import Type, { type Static } from 'typebox';
import type { QueueCounts } from '../../queue/queue-counts.ts';
import type { ServerReport } from '../../queue/server-report.ts';
import { formatDuration } from '../../settings/duration.ts';
import { instantOrNull, oneOf } from '../schemas.ts';

export const queueStatsSchema = Type.Object(
  {
    total_queued: Type.Integer(),
    total_sending: Type.Integer(),
    total_sent: Type.Integer(),
    total_failed: Type.Integer(),
    total_cancelled: Type.Integer(),
    total_uncertain: Type.Integer(),
    is_paused: Type.Boolean(),
  },
  { $id: 'QueueStats' },
);

export const queueStatsView = (counts: QueueCounts, isPaused: boolean): Static<typeof queueStatsSchema> => ({
  total_queued: counts.queued,
  total_sending: counts.sending,
  total_sent: counts.sent,
  total_failed: counts.failed,
  total_cancelled: counts.cancelled,
  total_uncertain: counts.uncertain,
  is_paused: isPaused,
});

const slidingWindowSchema = Type.Object({
  max: Type.Integer(),
  duration: Type.String(),
  used: Type.Integer({ description: 'Counted in the window, and in flight' }),
  remaining: Type.Integer(),
});

export const serverCapacitySchema = Type.Object(
  {
    uuid: Type.String(),
    name: Type.String(),
    daily_limit: Type.Integer({ description: '0 is no limit' }),
    daily_used: Type.Integer({ description: 'Accepted today in app.timezone, and in flight' }),
    daily_remaining: Type.Union([Type.Integer(), Type.Null()], { description: 'null without a limit' }),
    from_email: Type.String(),
    enabled: Type.Boolean(),
    in_flight: Type.Integer(),
    sliding_window: Type.Union([slidingWindowSchema, Type.Null()]),
    state: oneOf(['ready', 'waiting', 'set aside', 'disabled']),
    waiting_for: Type.Union([Type.String(), Type.Null()], { description: 'What it waits for, in one sentence' }),
    next_send_at: instantOrNull,
  },
  { $id: 'ServerCapacity' },
);

export const serverCapacityView = ({ server, ...report }: ServerReport): Static<typeof serverCapacitySchema> => ({
  uuid: server.uuid,
  name: server.name,
  daily_limit: server.dailyLimit,
  daily_used: report.dailyUsed,
  daily_remaining: report.dailyRemaining,
  from_email: server.fromEmail,
  enabled: server.enabled,
  in_flight: report.inFlight,
  sliding_window: report.slidingWindow && {
    max: report.slidingWindow.max,
    duration: formatDuration(report.slidingWindow.periodMs),
    used: report.slidingWindow.used,
    remaining: report.slidingWindow.remaining,
  },
  state: report.state,
  waiting_for: report.waitingFor,
  next_send_at: report.nextSendAt,
});
