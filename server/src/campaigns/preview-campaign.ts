import type { Deps } from '../deps.ts';
import type { Preview } from '../messages/compile-campaign.ts';
import { getSubscriber } from '../subscribers/get-subscribers.ts';
import { sampleScope } from '../templates/message-scope.ts';
import { type CampaignContent, contentOf, emptyContent } from './campaign.ts';
import { compileContent } from './campaign-content.ts';
import { findReferences } from './campaign-store.ts';
import { getCampaign } from './get-campaign.ts';

/** A preview's links unsubscribe nobody: whoever looks at one may well click on it. */
const deadLink = '#';

/**
 * What a recipient would see of a campaign.
 *
 * @param options.changes What is to be seen instead of what is stored.
 * @param options.subscriberId Whose eyes to see it with; a sample subscriber's unless given.
 * @throws {AppError} `not_found`; `invalid` if the campaign can't be compiled or rendered.
 */
export async function previewCampaign(
  deps: Pick<Deps, 'sql' | 'clock'>,
  campaignId: number,
  options: { changes?: Partial<CampaignContent>; subscriberId?: number | undefined } = {},
): Promise<Preview> {
  const campaign = await getCampaign(deps.sql, campaignId);
  const content = { ...contentOf(campaign), ...options.changes };
  return previewContent(deps, content, { uuid: campaign.uuid, subscriberId: options.subscriberId });
}

/**
 * What a recipient would see of a campaign that need not be stored.
 *
 * @param given The rest is as in a new campaign.
 * @throws {AppError} as `previewCampaign`.
 */
export function previewDraft(
  deps: Pick<Deps, 'sql' | 'clock'>,
  given: Partial<CampaignContent> & Pick<CampaignContent, 'fromEmail'>,
  { subscriberId }: { subscriberId?: number | undefined },
): Promise<Preview> {
  const uuid = sampleScope.campaign.uuid;
  return previewContent(deps, { ...emptyContent, ...given }, { uuid, subscriberId });
}

async function previewContent(
  deps: Pick<Deps, 'sql' | 'clock'>,
  content: CampaignContent,
  { uuid, subscriberId }: { uuid: string; subscriberId: number | undefined },
): Promise<Preview> {
  const references = await findReferences(deps.sql, content);
  const seer = subscriberId === undefined ? sampleScope.subscriber : await getSubscriber(deps.sql, subscriberId);
  const compiled = compileContent(content, { uuid, references });
  return compiled.preview({ ...seer, unsubscribeUrl: deadLink }, deps.clock.now());
}
