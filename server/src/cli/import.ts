import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Sql } from '../db/connect.ts';
import { AppError, errorLine, invalid } from '../errors.ts';
import { findListNames } from '../lists/list-store.ts';
import { exportRejects } from '../subscribers/export-rejects.ts';
import type { ImportParams } from '../subscribers/import.ts';
import { importSubscribers } from '../subscribers/import-subscribers.ts';
import { withSystem } from './with-system.ts';

interface Options {
  list: string[];
  mode: ImportParams['mode'];
  confirmed?: true;
  overwrite: boolean;
  separator?: string;
  map: Record<string, string>;
  rejects?: string;
}

const separators: Record<string, ImportParams['separator']> = { comma: ',', semicolon: ';', tab: '\t' };

export const importCommand = () =>
  new Command('import')
    .description('import subscribers from a CSV file, also while Sluice is running')
    .argument('<file>', 'a CSV file with a header line; - reads standard input')
    .option('-l, --list <name or id>', 'a list to put them on; may be repeated', collect, [])
    .addOption(
      new Option('--mode <mode>', 'what to do with them').choices(['subscribe', 'blocklist']).default('subscribe'),
    )
    .option('--confirmed', 'their subscriptions are confirmed: they have opted in already')
    .option('--no-overwrite', 'leave name and attributes of people who are known as they are')
    .addOption(
      new Option('--separator <name>', 'found in the header line unless given').choices(Object.keys(separators)),
    )
    .option(
      '--map <column=field>',
      'take a column as email, name, attributes or an attribute; may be repeated',
      pair,
      {},
    )
    .option('--rejects <file>', 'write the rows that were not imported there, with line and reason')
    .action((file: string, options: Options) =>
      withSystem({ share: true }, async (deps) => {
        const params: ImportParams = {
          mode: options.mode,
          subscriptionStatus: options.confirmed ? 'confirmed' : 'unconfirmed',
          separator: separators[options.separator ?? ''] ?? null,
          listIds: await listIds(deps.sql, options.list),
          overwrite: options.overwrite,
          mapping: options.map,
        };
        const stream = await openInput(file);
        const { id, total, imported, rejected } = await importSubscribers(deps, {
          stream,
          name: basename(file),
          params,
        });
        console.log(`${total} rows: ${imported} imported, ${rejected} rejected`);
        if (options.rejects !== undefined) await writeRejects(options.rejects, exportRejects(deps.sql, id));
      }),
    );

const collect = (value: string, values: string[]) => [...values, value];

function pair(text: string, pairs: Record<string, string>): Record<string, string> {
  const [column, field, ...rest] = text.split('=');
  if (!column || !field || rest.length > 0) throw new InvalidArgumentError('Expected column=field.');
  return { ...pairs, [column]: field };
}

/** A number is an id, anything else a name, which must be that of one list. */
async function listIds(sql: Sql, given: readonly string[]): Promise<number[]> {
  const lists = await findListNames(sql);
  return given.map((nameOrId) => {
    const matching = lists.filter(({ id, name }) =>
      /^\d+$/.test(nameOrId) ? id === Number(nameOrId) : name === nameOrId,
    );
    if (matching.length === 1) return matching[0]!.id;
    const names = lists.map(({ id, name }) => `${id} ${name}`).join(', ');
    throw invalid('--list', `${matching.length || 'no'} lists are named ${nameOrId}; there are: ${names || 'none'}`);
  });
}

async function openInput(file: string): Promise<AsyncIterable<Uint8Array>> {
  if (file === '-') return process.stdin;
  try {
    const handle = await open(file);
    return handle.createReadStream();
  } catch (error) {
    throw new AppError('invalid', `Cannot read ${file}: ${errorLine(error)}`);
  }
}

async function writeRejects(file: string, lines: AsyncIterable<string>): Promise<void> {
  try {
    await using handle = await open(file, 'w');
    for await (const line of lines) await handle.write(line);
  } catch (error) {
    throw new AppError('invalid', `Cannot write ${file}: ${errorLine(error)}`);
  }
}
