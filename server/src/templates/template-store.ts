import type { Sql } from '../db/connect.ts';
import type { Template, TemplateContent } from './template.ts';

const columns = (sql: Sql) => sql`
  id, name, type, subject, body, is_default, created_at, updated_at,
  (
    select count(*)::int
    from campaigns c
    where c.template_id = templates.id or (c.template_id is null and templates.is_default)
  ) as used_by
`;

export function listTemplates(sql: Sql) {
  return sql<Template[]>`
    select ${columns(sql)}
    from templates
    where type = 'campaign'
    order by id
  `;
}

export async function findTemplate(sql: Sql, templateId: number): Promise<Template | undefined> {
  const rows = await sql<Template[]>`
    select ${columns(sql)}
    from templates
    where id = ${templateId} and type = 'campaign'
  `;
  return rows[0];
}

export async function insertTemplate(sql: Sql, { name, subject, body }: TemplateContent, now: Date): Promise<Template> {
  const [template] = await sql<Template[]>`
    insert into templates (name, subject, body, created_at, updated_at)
    values (${name}, ${subject}, ${body}, ${now}, ${now})
    returning ${columns(sql)}
  `;
  return template!;
}

export async function updateTemplate(
  sql: Sql,
  { id, content, now }: { id: number; content: TemplateContent; now: Date },
): Promise<Template> {
  const [template] = await sql<Template[]>`
    update templates
    set name = ${content.name}, subject = ${content.subject}, body = ${content.body}, updated_at = ${now}
    where id = ${id}
    returning ${columns(sql)}
  `;
  return template!;
}

/** Keeps others from choosing the default, or deleting one, until the transaction ends. */
export async function lockTemplates(sql: Sql): Promise<void> {
  await sql`
    select
    from templates
    where type = 'campaign'
    order by id
    for update
  `;
}

/** In two steps: the index that allows one default looks at every row as it changes. */
export async function replaceDefault(sql: Sql, templateId: number, now: Date): Promise<void> {
  await sql`
    update templates
    set is_default = false, updated_at = ${now}
    where type = 'campaign' and is_default and id <> ${templateId}
  `;
  await sql`
    update templates
    set is_default = true, updated_at = ${now}
    where id = ${templateId} and not is_default
  `;
}

/** Does nothing where there is a default already. */
export async function insertDefaultIfNone(sql: Sql, { name, body, now }: { name: string; body: string; now: Date }) {
  await sql`
    insert into templates (name, body, is_default, created_at, updated_at)
    values (${name}, ${body}, true, ${now}, ${now})
    on conflict (type) where is_default do nothing
  `;
}

export async function deleteTemplate(sql: Sql, templateId: number): Promise<void> {
  await sql`delete from templates where id = ${templateId}`;
}
