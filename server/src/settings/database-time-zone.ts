import type { Deps } from '../deps.ts';
import { errorLine } from '../errors.ts';
import { loadSettings } from './settings-store.ts';

/**
 * Writes the time zone down if the table has none yet: machines differ in theirs, and all workers must agree on when
 * the day ends.
 */
export async function pinTimeZone({ sql, clock }: Pick<Deps, 'sql' | 'clock'>): Promise<void> {
  await sql`
    insert into settings (key, value, updated_at)
    values ('app.timezone', to_jsonb(${Temporal.Now.timeZoneId()}::text), ${clock.now()})
    on conflict (key) do nothing
  `;
}

/**
 * Makes the day of `psql` Sluice's day: `CURRENT_DATE` of new connections is that of the configured time zone. A role
 * that may not do this gets a warning in the log, nothing else depends on it.
 */
export async function applyDatabaseTimeZone({ sql, log }: Pick<Deps, 'sql' | 'log'>): Promise<void> {
  const { 'app.timezone': timeZone } = await loadSettings(sql);
  try {
    await sql.begin(async (tx) => {
      await tx`select set_config('sluice.time_zone', ${timeZone}, true)`;
      await tx`
        do $$ begin
          execute format(
            'alter database %I set timezone = %L', current_database(), current_setting('sluice.time_zone')
          );
        end $$
      `;
    });
  } catch (error) {
    log.warn({ timeZone, reason: errorLine(error) }, 'the time zone of the database was not set');
  }
}
