import { parseCampaignTemplate, wrapBody } from './campaign-template.ts';
import { parseTemplate, renderTemplate } from './liquid.ts';
import { sampleScope } from './message-scope.ts';

const sampleBody = `
<h1>A heading</h1>
<p>Hello {{ subscriber.first_name }}, this stands where a campaign’s body will.</p>
<p><a href="https://example.com/">A link</a></p>
`;

/**
 * A template around a sample body, for a sample subscriber.
 *
 * @throws {AppError} `invalid`, naming `body` with line and column, if it is not a campaign template.
 */
export function previewTemplate(body: string): string {
  parseCampaignTemplate('body', body);
  return renderTemplate(parseTemplate('body', wrapBody(body, sampleBody), 'html'), {
    ...sampleScope,
    unsubscribe_url: '#',
  });
}
