import { Value } from 'typebox/value';
import type { Sql } from '../db/connect.ts';
import { invalid } from '../errors.ts';
import { type Configuration, smtpServerFrom } from './configuration.ts';
import { columnsOf } from './save-settings.ts';
import type { Secrets } from './secret-box.ts';
import { type SettingsDocument, settingsFrom } from './settings.ts';
import { loadSettings } from './settings-store.ts';
import { checkSmtpServer, type SmtpServerInput, smtpServerInputSchema, smtpServerName } from './smtp-server.ts';
import { allSmtpServers } from './smtp-server-store.ts';
import { smtpServerView } from './smtp-server-view.ts';

/** What could be changed of one SMTP server, or how many like it added. */
export type SupposedServer = Partial<Omit<SmtpServerInput, 'uuid' | 'name'>> & {
  /** Of one that exists, or of a new one. */
  name: string;
  /** It is taken away. */
  remove?: boolean;
  /** So many of a new one; 1 unless given. */
  count?: number;
};

export interface SupposedChanges {
  settings?: Partial<SettingsDocument>;
  servers?: readonly SupposedServer[];
}

/** As many as can be saved at once. */
const mostServers = 1000;

/**
 * The configuration as it would be with these changes; nothing is saved. Servers that are not named stay as they are.
 *
 * @throws {AppError} `invalid`, naming the field.
 */
export async function changedConfiguration(
  { sql, secrets }: { sql: Sql; secrets: Secrets },
  configuration: Configuration,
  { settings = {}, servers = [] }: SupposedChanges,
): Promise<Configuration> {
  const document = { ...(await loadSettings(sql)), ...settings };
  const stored = servers.length > 0 ? await allSmtpServers(sql) : [];
  const changed = new Map(configuration.servers.map((server) => [server.uuid, server]));
  for (const [i, { remove = false, count = 1, ...change }] of servers.entries()) {
    const name = smtpServerName(change.name);
    const before = stored.find((row) => row.name === name);
    if (remove) {
      if (!before) throw invalid(`servers[${i}].name`, `there is no SMTP server ${name}`);
      changed.delete(before.uuid);
      continue;
    }
    const known = before ? smtpServerView(before) : { host: 'mail.example.com', port: 25 };
    const complete = Value.Default(smtpServerInputSchema, { ...known, ...change }) as SmtpServerInput;
    const row = columnsOf(checkSmtpServer(complete, `servers[${i}].`));
    for (let n = 1; n <= (before ? 1 : count); n++) {
      const uuid = before?.uuid ?? `${name} ${n}`;
      const numbered = before || count === 1 ? name : `${name}-${n}`;
      changed.set(uuid, smtpServerFrom({ ...row, uuid, name: numbered, passwordEncrypted: null }, secrets));
      if (changed.size > mostServers) throw invalid('servers', `must come to no more than ${mostServers} in all`);
    }
  }
  return { ...configuration, settings: settingsFrom(document), servers: [...changed.values()] };
}
