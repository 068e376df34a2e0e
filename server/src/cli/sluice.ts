import { Command } from 'commander';
import { version } from '../version.ts';
import { calendarCommand } from './calendar.ts';
import { classifyCommand } from './classify.ts';
import { demoCommand } from './demo.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { planCommand } from './plan.ts';
import { psqlCommand } from './psql.ts';
import { reportFailure } from './report-failure.ts';
import { apiCommand, serveCommand, workerCommand } from './serve.ts';

const environment = `
Environment:
  DATABASE_URL            PostgreSQL 15 or newer to use; without it Sluice runs its own
  SLUICE_DATA_DIR         where that keeps its data, and the secret key (./data)
  SLUICE_HOST             address to answer HTTP at (127.0.0.1)
  SLUICE_PORT             port to answer HTTP at (9000); 0 takes a free one
  SLUICE_ADMIN_USER       name of the first user (admin)
  SLUICE_ADMIN_PASSWORD   password of the first user (generated and printed once)
  SLUICE_SECRET_KEY       32 bytes as hex or base64 that encrypt stored passwords (kept in the data folder)
  SLUICE_LOG_LEVEL        fatal, error, warn, info, debug, trace or silent (info)
  SLUICE_LOG_FORMAT       json or pretty (pretty in a terminal)`;

const commands = [
  ...[serveCommand, workerCommand, apiCommand, demoCommand],
  ...[importCommand, migrateCommand, planCommand, calendarCommand, psqlCommand, classifyCommand],
];

const program = new Command('sluice')
  .description('Self-hosted email campaigns, sent through many SMTP servers, that keep every limit.')
  .version(version)
  .showHelpAfterError('(sluice --help lists what there is)')
  .addHelpText('after', environment);

for (const command of commands) {
  program.addCommand(command().copyInheritedSettings(program));
}

await program.parseAsync().catch(reportFailure);
