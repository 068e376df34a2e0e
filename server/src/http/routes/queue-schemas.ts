import Type, { type Static } from 'typebox';
import type { QueueState } from '../../campaigns/queue-state.ts';
import type { RowInDetail } from '../../campaigns/row-waiting.ts';
import type { DailyLimitPeriod } from '../../capacity/limit.ts';
import { type Attempt, type QueueRow, rowStatuses } from '../../queue/queue-row.ts';
import type { ServerEvent } from '../../queue/server-event.ts';
import type { ServerReport } from '../../queue/server-report.ts';
import type { UncertainRow } from '../../queue/uncertain-rows.ts';
import { formatDuration } from '../../settings/duration.ts';
import { healthStates } from '../../smtp/health.ts';
import { instant, instantOrNull, oneOf } from '../schemas.ts';

export const queueStatsSchema = Type.Object(
  {
    total_queued: Type.Integer(),
    total_sending: Type.Integer(),
    total_sent: Type.Integer(),
    total_failed: Type.Integer(),
    total_cancelled: Type.Integer(),
    total_uncertain: Type.Integer(),
    is_paused: Type.Boolean(),
    waiting_for: Type.Union([Type.String(), Type.Null()], {
      description: 'Why nothing of the queue is sent at this moment, in one sentence; null while it is, or is empty',
    }),
    next_send_at: instantOrNull,
  },
  { $id: 'QueueStats' },
);

export const queueStatsView = ({ counts, isPaused, waiting }: QueueState): Static<typeof queueStatsSchema> => ({
  total_queued: counts.queued,
  total_sending: counts.sending,
  total_sent: counts.sent,
  total_failed: counts.failed,
  total_cancelled: counts.cancelled,
  total_uncertain: counts.uncertain,
  is_paused: isPaused,
  waiting_for: waiting?.sentence ?? null,
  next_send_at: waiting?.nextSendAt ?? null,
});

const counted = {
  used: Type.Integer({ description: 'Counted in the window, and in flight' }),
  remaining: Type.Integer(),
};
const slidingWindowSchema = Type.Object({ max: Type.Integer(), duration: Type.String(), ...counted });
const furtherLimitSchema = Type.Object({ max: Type.Integer(), period: Type.String(), ...counted });

export const serverCapacitySchema = Type.Object(
  {
    uuid: Type.String(),
    name: Type.String(),
    daily_limit: Type.Integer({ description: '0 is no limit' }),
    daily_used: Type.Integer({
      description:
        'Accepted today in app.timezone, or in the last 24 hours if the daily limit is rolling; and in flight',
    }),
    daily_remaining: Type.Union([Type.Integer(), Type.Null()], { description: 'null without a limit' }),
    from_email: Type.String(),
    enabled: Type.Boolean(),
    in_flight: Type.Integer({ description: 'Messages that a worker has taken up for it and has not settled' }),
    max_conns: Type.Integer({ description: 'Most connections that each process opens to it' }),
    sliding_window: Type.Union([slidingWindowSchema, Type.Null()]),
    daily_limit_period: Type.Unsafe<DailyLimitPeriod>({
      type: 'string',
      enum: ['calendar', 'rolling'],
      description: 'What a day is to its daily limit; calendar without one',
    }),
    limits: Type.Array(furtherLimitSchema, { description: 'Its other sliding limits' }),
    state: oneOf(['ready', 'waiting', 'set aside', 'disabled']),
    waiting_for: Type.Union([Type.String(), Type.Null()], { description: 'What it waits for, in one sentence' }),
    next_send_at: instantOrNull,
    health: oneOf(healthStates),
    health_reason: Type.Union([Type.String(), Type.Null()], { description: 'The last reply in full; null if healthy' }),
    health_since: instantOrNull,
    health_until: Type.Unsafe<Date | null>({ ...instantOrNull, description: 'The end of a park; null unless parked' }),
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
  max_conns: server.maxConns,
  sliding_window: report.slidingWindow && {
    max: report.slidingWindow.max,
    duration: formatDuration(report.slidingWindow.periodMs),
    used: report.slidingWindow.used,
    remaining: report.slidingWindow.remaining,
  },
  daily_limit_period: report.dailyPeriod,
  limits: report.limits.map(({ periodMs, ...limit }) => ({ ...limit, period: formatDuration(periodMs) })),
  state: report.state,
  waiting_for: report.waitingFor,
  next_send_at: report.nextSendAt,
  health: report.health.state,
  health_reason: report.health.reason,
  health_since: report.health.since,
  health_until: report.health.until,
});

export const serverEventSchema = Type.Object(
  {
    id: Type.Integer(),
    at: instant,
    from: oneOf(healthStates),
    to: oneOf(healthStates),
    reply: Type.Union([Type.String(), Type.Null()], {
      description: 'What the server answered, in full, or why else its health changed',
    }),
    until: instantOrNull,
    campaign_id: Type.Union([Type.Integer(), Type.Null()], { description: 'Whose message met the fault' }),
    changed_by: Type.Union([Type.String(), Type.Null()], { description: 'The user who asked for it' }),
  },
  { $id: 'ServerEvent' },
);

export const serverEventView = (event: ServerEvent): Static<typeof serverEventSchema> => ({
  id: Number(event.id),
  at: event.at,
  from: event.from,
  to: event.to,
  reply: event.reply,
  until: event.until,
  campaign_id: event.campaignId,
  changed_by: event.changedBy,
});

/** Ids of queue rows are `bigint`. */
export const rowId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const rowParams = Type.Object({ id: rowId });

const rowKeys = {
  id: Type.Integer(),
  campaign_id: Type.Integer(),
  campaign_name: Type.String(),
  subscriber_id: Type.Integer(),
  subscriber_email: Type.Union([Type.String(), Type.Null()], { description: 'null once the subscriber is deleted' }),
  subscriber_name: Type.Union([Type.String(), Type.Null()]),
  status: oneOf(rowStatuses),
  priority: Type.Integer(),
  scheduled_at: instant,
  sent_at: instantOrNull,
  assigned_smtp_server_uuid: Type.Union([Type.String(), Type.Null()]),
  retry_count: Type.Integer(),
  last_error: Type.Union([Type.String(), Type.Null()]),
  created_at: instant,
  updated_at: instant,
};

export const queueRowSchema = Type.Object(rowKeys, { $id: 'QueueRow' });

export const queueRowView = (row: QueueRow): Static<typeof queueRowSchema> => ({
  id: Number(row.id),
  campaign_id: row.campaignId,
  campaign_name: row.campaignName,
  subscriber_id: row.subscriberId,
  subscriber_email: row.subscriberEmail,
  subscriber_name: row.subscriberName,
  status: row.status,
  priority: row.priority,
  scheduled_at: row.scheduledAt,
  sent_at: row.sentAt,
  assigned_smtp_server_uuid: row.assignedSmtpServerUuid,
  retry_count: row.retryCount,
  last_error: row.lastError,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
});

const attemptSchema = Type.Object({
  id: Type.Integer(),
  smtp_server_uuid: Type.String(),
  message_id: Type.String(),
  started_at: instant,
  finished_at: instantOrNull,
  outcome: Type.Union([Type.String(), Type.Null()], { description: 'null while the attempt is under way' }),
  reply: Type.Union([Type.String(), Type.Null()], { description: 'What the server answered, or why it did not' }),
});

export const queueRowWithAttemptsSchema = Type.Object(
  { ...rowKeys, attempts: Type.Array(attemptSchema) },
  { $id: 'QueueRowWithAttempts' },
);

export const queueRowWithAttemptsView = ({
  attempts,
  ...row
}: QueueRow & { attempts: Attempt[] }): Static<typeof queueRowWithAttemptsSchema> => ({
  ...queueRowView(row),
  attempts: attempts.map((attempt) => ({
    id: Number(attempt.id),
    smtp_server_uuid: attempt.smtpServerUuid,
    message_id: attempt.messageId,
    started_at: attempt.startedAt,
    finished_at: attempt.finishedAt,
    outcome: attempt.outcome,
    reply: attempt.reply,
  })),
});

export const queueRowInDetailSchema = Type.Object(
  {
    ...queueRowWithAttemptsSchema.properties,
    waiting_for: Type.Union([Type.String(), Type.Null()], {
      description: 'Why it is not sent at this moment, in words; null for one that does not wait',
    }),
    next_send_at: Type.Unsafe<Date | null>({
      ...instantOrNull,
      description: 'When what it waits for happens; null if that is no time, or it does not wait',
    }),
  },
  { $id: 'QueueRowInDetail' },
);

export const queueRowInDetailView = ({ waiting, ...row }: RowInDetail): Static<typeof queueRowInDetailSchema> => ({
  ...queueRowWithAttemptsView(row),
  waiting_for: waiting?.sentence ?? null,
  next_send_at: waiting?.nextSendAt ?? null,
});

export const uncertainRowSchema = Type.Object(
  {
    id: Type.Integer(),
    campaign_id: Type.Integer(),
    campaign_name: Type.String(),
    subscriber_id: Type.Integer(),
    subscriber_email: Type.Union([Type.String(), Type.Null()], { description: 'null once the subscriber is deleted' }),
    smtp_server_uuid: Type.Union([Type.String(), Type.Null()]),
    message_id: Type.Union([Type.String(), Type.Null()], { description: 'To look for in the log of the server' }),
    started_at: instantOrNull,
    reason: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'UncertainQueueRow' },
);

export const uncertainRowView = (row: UncertainRow): Static<typeof uncertainRowSchema> => ({
  id: Number(row.id),
  campaign_id: row.campaignId,
  campaign_name: row.campaignName,
  subscriber_id: row.subscriberId,
  subscriber_email: row.subscriberEmail,
  smtp_server_uuid: row.smtpServerUuid,
  message_id: row.messageId,
  started_at: row.startedAt,
  reason: row.reason,
});
