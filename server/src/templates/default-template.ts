import { readFile } from 'node:fs/promises';
import type { Deps } from '../deps.ts';
import { AppError } from '../errors.ts';
import { getTemplate } from './get-template.ts';
import type { Template } from './template.ts';
import { insertDefaultIfNone, lockTemplates, deleteTemplate as remove, replaceDefault } from './template-store.ts';

const defaultTemplateFile = new URL('./default-template.html', import.meta.url);

/** Makes sure that there is a default template: at the first start, our own. */
export async function ensureDefaultTemplate(deps: Pick<Deps, 'sql' | 'clock'>): Promise<void> {
  const body = await readFile(defaultTemplateFile, 'utf8');
  await insertDefaultIfNone(deps.sql, { name: 'Default', body, now: deps.clock.now() });
}

/** Makes this template the default one. @throws {AppError} `not_found`. */
export function setDefaultTemplate(deps: Pick<Deps, 'sql' | 'clock'>, templateId: number): Promise<Template> {
  return deps.sql.begin(async (tx) => {
    await lockTemplates(tx);
    await getTemplate(tx, templateId);
    await replaceDefault(tx, templateId, deps.clock.now());
    return getTemplate(tx, templateId);
  });
}

/**
 * Deletes a template; campaigns that named it then use the default one.
 *
 * @throws {AppError} `not_found`, or `invalid` if it is the default.
 */
export async function deleteTemplate(deps: Pick<Deps, 'sql'>, templateId: number): Promise<void> {
  await deps.sql.begin(async (tx) => {
    await lockTemplates(tx);
    const { isDefault } = await getTemplate(tx, templateId);
    if (isDefault) {
      throw new AppError('invalid', 'The default template cannot be deleted: make another one the default first', {
        field: 'id',
      });
    }
    await remove(tx, templateId);
  });
}
