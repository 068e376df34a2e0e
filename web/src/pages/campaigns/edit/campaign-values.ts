import type { ApiForm } from '../../../shared/use-api-form.ts';
import type { Campaign } from '../queries.ts';

export type CampaignFormState = ApiForm<CampaignValues>;

/** What the form holds: the keys of the API. */
export interface CampaignValues {
  name: string;
  subject: string;
  from_email: string;
  lists: number[];
  content_type: Campaign['content_type'];
  body: string;
  /** `null`: made from the HTML. */
  altbody: string | null;
  template_id: number | null;
  messenger: string;
  priority: Campaign['priority'];
  weight: number;
  send_at: string | null;
  send_windows: Campaign['send_windows'];
  pacing: Campaign['pacing'];
  deadline: string | null;
  tags: string[];
  headers: Campaign['headers'];
}

/** Those of a stored campaign. */
export function valuesOf(campaign: Campaign): CampaignValues {
  const { name, subject, from_email, content_type, body, altbody, template_id, messenger, priority, weight } = campaign;
  const { send_at, send_windows, pacing, deadline, tags, headers } = campaign;
  return {
    ...{ name, subject, from_email, content_type, body, altbody, template_id, messenger, priority, weight },
    ...{ send_at, send_windows, pacing, deadline, tags, headers, lists: campaign.lists.map(({ id }) => id) },
  };
}

/** Those of a campaign of which nothing is said yet. @param fromEmail The setting `app.from_email`. */
export function newValues(fromEmail: string): CampaignValues {
  return {
    ...{ name: '', subject: '', from_email: fromEmail, lists: [], content_type: 'html', body: '', altbody: null },
    ...{ template_id: null, messenger: 'automatic', priority: 'normal', weight: 1 },
    ...{ send_at: null, send_windows: [], pacing: 'fast', deadline: null, tags: [], headers: [] },
  };
}

/** What of a campaign can still be changed. */
export interface Editable {
  /** Name, content and all that a message is made of. */
  content: boolean;
  /** To whom and by which messenger. */
  audience: boolean;
  schedule: boolean;
}

/** Its windows, pacing, priority and weight can be changed as long as it is not over; a new one, `null`, wholly. */
export function editableOf(campaign: Pick<Campaign, 'status' | 'started_at'> | null): Editable {
  if (campaign === null) return { content: true, audience: true, schedule: true };
  const content = ['draft', 'scheduled', 'paused'].includes(campaign.status);
  const notStarted = content && campaign.started_at === null;
  return { content, audience: notStarted, schedule: notStarted };
}
