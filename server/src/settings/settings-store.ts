import { isDeepStrictEqual } from 'node:util';
import type { Sql } from '../db/connect.ts';
import { defaultSettings, type SettingsDocument, settingsSchema } from './settings.ts';

/** All settings: what the table holds, and the defaults of what it doesn't. */
export async function loadSettings(sql: Sql): Promise<SettingsDocument> {
  const rows = await sql<{ key: string; value: unknown }[]>`
    select key, value
    from settings
    where key = any(${Object.keys(settingsSchema.properties)})
  `;
  return { ...defaultSettings(), ...Object.fromEntries(rows.map(({ key, value }) => [key, value])) };
}

/** Sets these and leaves the rest. What is the default is not kept, except the time zone: machines differ in theirs. */
export async function storeSettings(sql: Sql, changes: Partial<SettingsDocument>, now: Date): Promise<void> {
  const defaults: Record<string, unknown> = { ...defaultSettings(), 'app.timezone': undefined };
  const [same, different] = [true, false].map((isDefault) =>
    Object.entries(changes).filter(([key, value]) => isDeepStrictEqual(value, defaults[key]) === isDefault),
  );
  await sql`delete from settings where key = any(${same!.map(([key]) => key)})`;
  await sql`
    insert into settings (key, value, updated_at)
    select key, value::jsonb, ${now}
    from unnest(${different!.map(([key]) => key)}::text[], ${different!.map(([, value]) => JSON.stringify(value))}::text[])
      as given (key, value)
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at
  `;
}
