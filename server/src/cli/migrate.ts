import { Command } from 'commander';
import { withSystem } from './with-system.ts';

export const migrateCommand = () =>
  new Command('migrate')
    .description('bring the database up to date and exit; serve, api and worker do so themselves when they start')
    .action(() => withSystem({ share: false }, async () => console.log('The database is up to date.')));
