// `npm run bench` lists the benches, `npm run bench smtp-pool 10000` runs one with its arguments.
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';

const [name, ...args] = process.argv.slice(2);
const self = basename(import.meta.filename);
const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ts') && file !== self);
const names = files.map((file) => basename(file, '.ts')).sort();

if (name !== undefined && names.includes(name)) {
  process.argv.splice(2, Infinity, ...args);
  await import(`./${name}.ts`);
} else {
  console.log(`There are: ${names.join(', ')}`);
  process.exitCode = name === undefined ? 0 : 1;
}
