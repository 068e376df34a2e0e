import type { Deps } from '../deps.ts';
import type { Preview, Recipient } from '../messages/compile-campaign.ts';
import { sampleScope } from '../templates/message-scope.ts';
import { type CampaignContent, contentOf } from './campaign.ts';
import { compileContent } from './campaign-content.ts';
import { findReferences } from './campaign-store.ts';
import { getCampaign } from './get-campaign.ts';

/** A preview's links unsubscribe nobody: whoever looks at one may well click on it. */
const deadLink = '#';

/**
 * What a recipient would see of a campaign.
 *
 * @param options.changes What is to be seen instead of what is stored.
 * @param options.recipient A sample subscriber unless given.
 * @throws {AppError} `not_found`; `invalid` if the campaign can't be compiled or rendered.
 */
export async function previewCampaign(
  deps: Pick<Deps, 'sql' | 'clock'>,
  campaignId: number,
  options: { changes?: Partial<CampaignContent>; recipient?: Omit<Recipient, 'unsubscribeUrl'> } = {},
): Promise<Preview> {
  const campaign = await getCampaign(deps.sql, campaignId);
  const content = { ...contentOf(campaign), ...options.changes };
  const references = await findReferences(deps.sql, content);
  const recipient = { ...(options.recipient ?? sampleScope.subscriber), unsubscribeUrl: deadLink };
  return compileContent(content, { uuid: campaign.uuid, references }).preview(recipient, deps.clock.now());
}
