import { invalid } from '../errors.ts';
import { invalidAt, type ParsedTemplate, parseTemplate, variablesOf } from './liquid.ts';

const contentTag = /\{\{-?\s*content\s*-?\}\}/g;

/**
 * Parses a template of the type `campaign`: HTML that says with `{{ content }}`, once, where a campaign's body goes.
 *
 * @throws {AppError} `invalid`, as `parseTemplate`, or if `{{ content }}` is missing, repeated, filtered or in `raw`.
 */
export function parseCampaignTemplate(field: string, source: string): ParsedTemplate {
  const parsed = parseTemplate(field, source, 'html', ['content']);
  const uses = variablesOf(parsed.nodes).filter(({ segments }) => segments[0] === 'content');
  if (uses.length === 0) throw invalid(field, 'must say with {{ content }} where the campaign’s body goes');
  const extra = uses[1];
  if (extra) {
    throw invalidAt(field, { line: extra.location.row, column: extra.location.col }, 'a second {{ content }}');
  }
  if (source.match(contentTag)?.length !== 1) {
    const { row, col } = uses[0]!.location;
    throw invalidAt(field, { line: row, column: col }, 'content must stand as {{ content }}, once, without filters');
  }
  return parsed;
}

/** The campaign's body within its template. @param template Source that `parseCampaignTemplate` accepted. */
export function wrapBody(template: string, body: string): string {
  return template.replace(contentTag, () => body);
}
