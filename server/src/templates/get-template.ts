import type { Sql } from '../db/connect.ts';
import { AppError } from '../errors.ts';
import type { Template } from './template.ts';
import { findTemplate } from './template-store.ts';

export { listTemplates } from './template-store.ts';

/** @throws {AppError} `not_found`. */
export async function getTemplate(sql: Sql, templateId: number): Promise<Template> {
  const template = await findTemplate(sql, templateId);
  if (!template) throw new AppError('not_found', `No template ${templateId}`, { field: 'id' });
  return template;
}
