import type { Pacing } from '../capacity/pacing.ts';
import type { WindowSpan } from '../capacity/send-window.ts';
import type { CampaignStatus } from './campaign-status.ts';

export const campaignTypes = ['regular', 'optin'] as const;
type CampaignType = (typeof campaignTypes)[number];

/** How `body` is written. */
export const contentTypes = ['richtext', 'html', 'markdown', 'plain'] as const;
type ContentType = (typeof contentTypes)[number];

/** Mail of a higher priority leaves first. */
export const campaignPriorities = ['high', 'normal', 'low'] as const;
export type CampaignPriority = (typeof campaignPriorities)[number];

/** The messenger by which a campaign leaves through whichever server has most capacity. */
export const automaticMessenger = 'automatic';

/** What a person writes of a campaign. */
export interface CampaignContent {
  type: CampaignType;
  name: string;
  subject: string;
  /** An address, with or without a display name. */
  fromEmail: string;
  contentType: ContentType;
  body: string;
  /** What an editor made `body` from; kept for the editor. */
  bodySource: string | null;
  /** The text part; derived from `body` when `null`. */
  altbody: string | null;
  /** Extra header fields: objects of name and value. */
  headers: Record<string, string>[];
  attribs: Record<string, unknown>;
  tags: string[];
  /** `null`: the default template. */
  templateId: number | null;
  /** `automatic`, or the name of one SMTP server. */
  messenger: string;
  priority: CampaignPriority;
  /** Its share among running campaigns of its priority, 1 to 100; counts when the setting `queue.sharing` is `fair`. */
  weight: number;
  sendAt: Date | null;
  /** When its messages may leave, within the account's send window; none is no narrower than that. */
  sendWindows: WindowSpan[];
  /** `even`: over what is left of its send window's opening, or of the day; or until the deadline. */
  pacing: Pacing;
  /** By when all are to be gone; only where they are spread evenly. */
  deadline: Date | null;
  listIds: number[];
}

/** A campaign as it is stored. */
export interface Campaign extends Omit<CampaignContent, 'listIds'> {
  id: number;
  uuid: string;
  status: CampaignStatus;
  /** In the order of their ids. */
  lists: { id: number; name: string }[];
  pausedBy: 'user' | 'errors' | null;
  /** The name, on that day, of the user who paused it. */
  pausedByUser: string | null;
  pausedReason: string | null;
  pausedAt: Date | null;
  /** Messages of it that bounced, and complaints about it. */
  bounces: number;
  useQueue: boolean;
  /** When the last of its rows was queued; `null` while that has not happened. */
  queuedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** What of the campaign a person wrote. */
export function contentOf(campaign: Campaign): CampaignContent {
  const { type, name, subject, fromEmail, contentType, body, bodySource, altbody, headers, attribs } = campaign;
  const { tags, templateId, messenger, priority, weight, sendAt, sendWindows, pacing, deadline, lists } = campaign;
  return {
    ...{ type, name, subject, fromEmail, contentType, body, bodySource, altbody, headers, attribs, tags, templateId },
    ...{ messenger, priority, weight, sendAt, sendWindows, pacing, deadline, listIds: lists.map(({ id }) => id) },
  };
}

/** A new campaign before its author has said anything. */
export const emptyContent: Readonly<Omit<CampaignContent, 'fromEmail'>> = {
  type: 'regular',
  name: '',
  subject: '',
  contentType: 'richtext',
  body: '',
  bodySource: null,
  altbody: null,
  headers: [],
  attribs: {},
  tags: [],
  templateId: null,
  messenger: automaticMessenger,
  priority: 'normal',
  weight: 1,
  sendAt: null,
  sendWindows: [],
  pacing: 'fast',
  deadline: null,
  listIds: [],
};
