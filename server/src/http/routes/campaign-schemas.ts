import Type, { type Static } from 'typebox';
import {
  type Campaign,
  type CampaignContent,
  campaignPriorities,
  campaignTypes,
  contentTypes,
} from '../../campaigns/campaign.ts';
import { campaignStatuses } from '../../campaigns/campaign-status.ts';
import type { CampaignWaiting } from '../../campaigns/campaign-waiting.ts';
import type { RunningStats } from '../../campaigns/running-stats.ts';
import { type Pacing, pacings } from '../../capacity/pacing.ts';
import { enqueued, type QueueCounts } from '../../queue/queue-counts.ts';
import { sendWindowsSchema } from '../../settings/send-windows.ts';
import { idSchema, instant, instantOrNull, nameSchema, oneOf } from '../schemas.ts';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const headersSchema = Type.Array(Type.Record(Type.String(), Type.String()), { maxItems: 100 });
const attribsSchema = Type.Record(Type.String(), Type.Unknown());
const tagsSchema = Type.Array(nameSchema, { maxItems: 100 });
const sendWindows = sendWindowsSchema(
  'When its messages may leave, in app.timezone, within the account’s send window: in any of these; none is no narrower',
);
const pacing = Type.Unsafe<Pacing>({
  ...oneOf(pacings),
  description:
    'fast: as fast as limits allow; even: spread over the hours in which it may still send today, or until the deadline',
});
const deadlineOf = <Schema extends typeof instantOrNull>(schema: Schema) => ({
  ...schema,
  description: 'By when all messages are to have left, spread evenly until then; only with pacing even',
});
const countsSchema = {
  queued: Type.Integer(),
  sending: Type.Integer(),
  sent: Type.Integer(),
  failed: Type.Integer(),
  cancelled: Type.Integer(),
  uncertain: Type.Integer(),
};

const waitingSchema = {
  waiting_for: Type.Union([Type.String(), Type.Null()], {
    description: 'Why it is not sending at this moment, in one sentence; null while it is, and once it is over',
  }),
  next_send_at: instantOrNull,
};

const waitingView = (waiting: CampaignWaiting | null) => ({
  waiting_for: waiting?.sentence ?? null,
  next_send_at: waiting?.nextSendAt ?? null,
});

export const campaignSchema = Type.Object(
  {
    id: Type.Integer(),
    uuid: Type.String(),
    created_at: instant,
    updated_at: instant,
    views: Type.Integer(),
    clicks: Type.Integer(),
    bounces: Type.Integer(),
    lists: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
    media: Type.Array(Type.Object({ id: Type.Integer(), filename: Type.String() })),
    started_at: instantOrNull,
    finished_at: instantOrNull,
    to_send: Type.Integer({ description: 'Queue rows, whatever their status' }),
    sent: Type.Integer({ description: 'Messages that a server accepted' }),
    type: oneOf(campaignTypes),
    name: Type.String(),
    subject: Type.String(),
    from_email: Type.String(),
    body: Type.String(),
    body_source: nullable(Type.String()),
    altbody: nullable(Type.String()),
    send_at: instantOrNull,
    send_windows: sendWindows,
    pacing,
    deadline: deadlineOf(instantOrNull),
    status: oneOf(campaignStatuses),
    paused_by: nullable(oneOf(['user', 'errors'])),
    paused_by_user: nullable(Type.String({ description: 'The name of the user who paused it' })),
    paused_reason: nullable(Type.String()),
    paused_at: instantOrNull,
    ...waitingSchema,
    content_type: oneOf(contentTypes),
    tags: Type.Array(Type.String()),
    headers: Type.Array(Type.Record(Type.String(), Type.String())),
    attribs: attribsSchema,
    template_id: nullable(Type.Integer()),
    messenger: Type.String(),
    priority: oneOf(campaignPriorities),
    weight: Type.Integer({
      description: 'Its share among running campaigns of its priority when queue.sharing is fair',
    }),
    use_queue: Type.Boolean(),
    queued_at: instantOrNull,
    queue: Type.Object(countsSchema),
    archive: Type.Boolean(),
    archive_slug: nullable(Type.String()),
    archive_template_id: nullable(Type.Integer()),
    archive_meta: attribsSchema,
  },
  { $id: 'Campaign' },
);

/** What is tracked, attached or archived is the same for all campaigns as long as Sluice does none of it. */
const notYet = {
  ...{ views: 0, clicks: 0, media: [] },
  ...{ archive: false, archive_slug: null, archive_template_id: null, archive_meta: {} },
};

export function campaignView(
  campaign: Campaign,
  { counts, waiting, noBody = false }: { counts: QueueCounts; waiting: CampaignWaiting | null; noBody?: boolean },
): Static<typeof campaignSchema> {
  const { id, uuid, lists, type, name, subject, status, tags, headers, attribs, messenger, priority, weight } =
    campaign;
  return {
    ...notYet,
    ...{ id, uuid, lists, type, name, subject, status, tags, headers, attribs, messenger, priority, weight },
    created_at: campaign.createdAt,
    updated_at: campaign.updatedAt,
    started_at: campaign.startedAt,
    finished_at: campaign.finishedAt,
    to_send: enqueued(counts),
    sent: counts.sent,
    bounces: campaign.bounces,
    from_email: campaign.fromEmail,
    body: noBody ? '' : campaign.body,
    body_source: noBody ? null : campaign.bodySource,
    altbody: noBody ? null : campaign.altbody,
    send_at: campaign.sendAt,
    send_windows: campaign.sendWindows,
    pacing: campaign.pacing,
    deadline: campaign.deadline,
    paused_by: campaign.pausedBy,
    paused_by_user: campaign.pausedByUser,
    paused_reason: campaign.pausedReason,
    paused_at: campaign.pausedAt,
    ...waitingView(waiting),
    content_type: campaign.contentType,
    template_id: campaign.templateId,
    use_queue: campaign.useQueue,
    queued_at: campaign.queuedAt,
    queue: counts,
  };
}

const bodyText = Type.String({ maxLength: 2_000_000 });

/** What may be written of a campaign. Keys that are not listed are ignored, so that a campaign can be sent back whole. */
export const campaignBodySchema = Type.Object({
  name: Type.Optional(nameSchema),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' })),
  lists: Type.Optional(Type.Array(idSchema, { maxItems: 10_000 })),
  from_email: Type.Optional(Type.String({ maxLength: 1000, description: 'The setting app.from_email unless given' })),
  type: Type.Optional(oneOf(campaignTypes)),
  content_type: Type.Optional(oneOf(contentTypes)),
  messenger: Type.Optional(Type.String({ maxLength: 200, description: '`automatic`, or the name of an SMTP server' })),
  body: Type.Optional(bodyText),
  body_source: Type.Optional(nullable(bodyText)),
  altbody: Type.Optional(nullable(bodyText)),
  send_at: Type.Optional(nullable(Type.String({ format: 'date-time' }))),
  send_windows: Type.Optional(sendWindows),
  pacing: Type.Optional(pacing),
  deadline: Type.Optional(nullable(Type.String({ format: 'date-time' }))),
  tags: Type.Optional(tagsSchema),
  template_id: Type.Optional(nullable(idSchema)),
  headers: Type.Optional(headersSchema),
  attribs: Type.Optional(nullable(attribsSchema)),
  priority: Type.Optional(oneOf(campaignPriorities)),
  weight: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  media: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 0, description: 'There are no attachments yet' })),
  archive: Type.Optional(Type.Literal(false)),
});

/** What was given, and nothing for what was not. */
export function campaignContent(body: Static<typeof campaignBodySchema>): Partial<CampaignContent> {
  const { name, subject, type, messenger, tags, headers, priority, weight } = body;
  return withoutUndefined({
    ...{ name, subject, type, messenger, tags, headers, priority, weight, body: body.body, altbody: body.altbody },
    fromEmail: body.from_email || undefined,
    contentType: body.content_type,
    bodySource: body.body_source,
    templateId: body.template_id,
    attribs: body.attribs === null ? {} : body.attribs,
    sendAt: typeof body.send_at === 'string' ? new Date(body.send_at) : body.send_at,
    sendWindows: body.send_windows,
    pacing: body.pacing,
    deadline: typeof body.deadline === 'string' ? new Date(body.deadline) : body.deadline,
    listIds: body.lists && [...new Set(body.lists)],
  });
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(object: T): Given<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Given<T>;
}

export const runningStatsSchema = Type.Object(
  {
    id: Type.Integer(),
    status: Type.Literal('running'),
    to_send: Type.Integer(),
    started_at: instantOrNull,
    updated_at: instant,
    rate: Type.Number({ description: 'Messages accepted in the last minute' }),
    net_rate: Type.Number({ description: 'Messages accepted per minute since the campaign began' }),
    ...waitingSchema,
    ...countsSchema,
  },
  { $id: 'RunningStats' },
);

export const runningStatsView = (stats: RunningStats): Static<typeof runningStatsSchema> => ({
  id: stats.id,
  status: stats.status,
  to_send: enqueued(stats.counts),
  started_at: stats.startedAt,
  updated_at: stats.updatedAt,
  rate: stats.ratePerMinute,
  net_rate: stats.netRatePerMinute,
  ...waitingView(stats.waiting),
  ...stats.counts,
});

export const previewSchema = Type.Object(
  {
    subject: Type.String(),
    from_name: Type.String(),
    html: Type.Union([Type.String(), Type.Null()], { description: 'null where there is only text' }),
    text: Type.String(),
  },
  { $id: 'CampaignPreview' },
);
