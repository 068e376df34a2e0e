import type { Deps } from '../deps.ts';
import { invalid } from '../errors.ts';
import { parseCampaignTemplate } from './campaign-template.ts';
import { getTemplate } from './get-template.ts';
import type { Template, TemplateContent } from './template.ts';
import { insertTemplate, updateTemplate as store } from './template-store.ts';

/** @throws {AppError} `invalid`, naming the field, with line and column in `body`. */
export async function createTemplate(
  deps: Pick<Deps, 'sql' | 'clock'>,
  given: Pick<TemplateContent, 'name' | 'body'> & Partial<TemplateContent>,
): Promise<Template> {
  const content = { subject: '', ...given };
  assertUsable(content);
  return insertTemplate(deps.sql, content, deps.clock.now());
}

/**
 * Changes what is given of a template and keeps the rest.
 *
 * @throws {AppError} `not_found`, or `invalid` as `createTemplate`.
 */
export async function updateTemplate(
  deps: Pick<Deps, 'sql' | 'clock'>,
  templateId: number,
  given: Partial<TemplateContent>,
): Promise<Template> {
  const { name, subject, body } = await getTemplate(deps.sql, templateId);
  const content = { name, subject, body, ...given };
  assertUsable(content);
  return store(deps.sql, { id: templateId, content, now: deps.clock.now() });
}

function assertUsable({ name, body }: TemplateContent): void {
  if (!name.trim()) throw invalid('name', 'must not be empty');
  parseCampaignTemplate('body', body);
}
