import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { assertUsable, connect } from '../db/connect.ts';
import { parseDatabaseUrl } from '../db/database-url.ts';
import { runningDatabase } from '../db/embedded-postgres.ts';
import { AppError } from '../errors.ts';
import { loadSettings } from '../settings/settings-store.ts';

export const psqlCommand = () =>
  new Command('psql')
    .description('open psql on the database of a running Sluice, in its time zone; without psql, print the connection')
    .option('--print', 'print the connection string only')
    .argument('[args...]', 'passed on to psql, after --')
    .action(async (args: string[], { print }: { print?: true }) => {
      const { databaseUrl, dataDir } = readConfig(process.env, process.stdout.isTTY);
      const url = databaseUrl ?? (await runningDatabase(dataDir));
      if (!url) {
        throw new AppError('unavailable', `No PostgreSQL is running in ${dataDir}: start Sluice first (sluice serve)`);
      }
      if (print) console.log(url);
      else if (!(await openPsql(url, args)))
        console.log(`There is no psql on the PATH. Connect with another client:\n${url}`);
    });

/** False if there is no psql. Its exit code becomes ours. */
async function openPsql(databaseUrl: string, args: string[]): Promise<boolean> {
  // Arguments can be seen by every user of the machine: the password is not one.
  const { publicUrl, password } = parseDatabaseUrl(databaseUrl)!;
  const env = {
    ...process.env,
    PGTZ: await timeZone(databaseUrl),
    ...(password && { PGPASSWORD: password }),
  };
  const psql = spawn('psql', [publicUrl, ...args], { stdio: 'inherit', env });
  process.on('SIGINT', () => {}); // cancels a query in psql, and is no reason to leave it
  try {
    const [code] = await once(psql, 'exit');
    process.exitCode = code ?? 1;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** The day of `psql` is to be Sluice's day, also where the database's own setting could not be changed. */
async function timeZone(url: string): Promise<string> {
  const sql = connect(url, { max: 1 });
  try {
    await assertUsable(sql);
    return (await loadSettings(sql))['app.timezone'];
  } finally {
    await sql.end();
  }
}
