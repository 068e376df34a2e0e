import { invalid } from '../errors.ts';
import { type CampaignSource, type CompiledCampaign, compileCampaign } from '../messages/compile-campaign.ts';
import { checkSendWindows } from '../settings/send-windows.ts';
import { headersFrom } from '../settings/smtp-server.ts';
import { automaticMessenger, type Campaign, type CampaignContent, campaignPriorities } from './campaign.ts';
import type { References } from './campaign-store.ts';

/**
 * Makes sure that a campaign with this content could be sent.
 *
 * @throws {AppError} `invalid`, naming the field at fault; in a template, also its line and column.
 */
export function assertSendable(content: CampaignContent, references: References): void {
  if (!content.name.trim()) throw invalid('name', 'must not be empty');
  if (!content.subject.trim()) throw invalid('subject', 'must not be empty');
  if (/\p{Cc}/u.test(content.subject)) throw invalid('subject', 'must be one line without control characters');
  assertOrder(content);
  assertReferences(content, references);
  compileContent(content, { uuid: '00000000-0000-4000-8000-000000000000', references });
}

/**
 * Makes sure that it can be told when the campaign's mail leaves.
 *
 * @throws {AppError} `invalid`, naming `priority`, `weight`, `send_windows` or `deadline`.
 */
export function assertOrder({
  priority,
  weight,
  sendWindows,
  pacing,
  deadline,
}: Pick<CampaignContent, 'priority' | 'weight' | 'sendWindows' | 'pacing' | 'deadline'>): void {
  if (!campaignPriorities.includes(priority)) throw invalid('priority', 'must be high, normal or low');
  if (!Number.isInteger(weight) || weight < 1 || weight > 100) {
    throw invalid('weight', 'must be a whole number from 1 to 100');
  }
  checkSendWindows(sendWindows, 'send_windows');
  if (deadline !== null && pacing !== 'even') {
    throw invalid('deadline', 'counts only where pacing is even: without that it must be null');
  }
}

/**
 * Makes sure that what the campaign refers to exists.
 *
 * @throws {AppError} `invalid`, naming `lists`, `messenger` or `template_id`.
 */
export function assertReferences(
  { listIds, messenger, templateId }: Pick<CampaignContent, 'listIds' | 'messenger' | 'templateId'>,
  { lists, hasServer, template }: References,
): void {
  if (listIds.length === 0) throw invalid('lists', 'must name at least one list');
  const missing = listIds.filter((id) => !lists.some((list) => list.id === id));
  if (missing.length > 0) throw invalid('lists', `there is no list ${missing.join(', ')}`);
  if (messenger !== automaticMessenger && !hasServer) {
    throw invalid('messenger', `must be "automatic" or the name of an SMTP server; there is no server "${messenger}"`);
  }
  if (templateId !== null && template?.type !== 'campaign') {
    throw invalid('template_id', `there is no campaign template ${templateId}`);
  }
}

/** @throws {AppError} `invalid`, as `compileCampaign`. */
export function compileContent(
  content: Omit<CampaignContent, 'listIds'>,
  { uuid, references }: { uuid: string; references: References },
): CompiledCampaign {
  const source: CampaignSource = {
    uuid,
    name: content.name,
    subject: content.subject,
    fromEmail: content.fromEmail,
    contentType: content.contentType,
    body: content.body,
    altbody: content.altbody,
    templateBody: references.template?.body ?? null,
    headers: headersFrom(content.headers),
    list: references.lists[0] ?? null,
  };
  return compileCampaign(source);
}

/**
 * Keeps what queue rows were made from as it was: once a campaign has started, its audience and messenger stand.
 *
 * @throws {AppError} `invalid`, naming the field.
 */
export function assertStartedPartUnchanged(stored: Campaign, content: CampaignContent): void {
  if (stored.startedAt === null) return;
  const before = new Set(stored.lists.map(({ id }) => id));
  const after = new Set(content.listIds);
  const fixed = 'cannot be changed: the campaign has started, and its messages were queued with it';
  if (before.symmetricDifference(after).size > 0) throw invalid('lists', fixed);
  if (stored.type !== content.type) throw invalid('type', fixed);
  if (stored.messenger !== content.messenger) throw invalid('messenger', fixed);
}
