import fastify from 'fastify';
import Type from 'typebox';
import { describe, expect, test } from 'vitest';
import { errorHandler } from './error-handler.ts';
import { pagingQuery } from './paging.ts';
import { validated, validatorCompiler } from './validation.ts';

const schema = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 5 }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    mode: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['a', 'b'] })),
    on: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
    tags: Type.Optional(Type.Array(Type.Object({ name: Type.String({ pattern: '\\S' }) }), { maxItems: 2 })),
  },
  { additionalProperties: false },
);
const good = { host: 'a', port: 25 };

describe('names the field and what was expected', () => {
  test.for<[string, unknown]>([
    ['host: is required', { port: 25 }],
    ['host: expected text from 1 to 5 characters', { ...good, host: '' }],
    ['port: expected an integer from 1 to 65535', { ...good, port: '25' }],
    ['mode: expected one of "a", "b"', { ...good, mode: 'c' }],
    ['on: expected true or false or null', { ...good, on: 'yes' }],
    ['tags: expected a list of up to 2', { ...good, tags: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }],
    ['tags[1].name: expected text (not blank)', { ...good, tags: [{ name: 'a' }, { name: ' ' }] }],
    ['tags[0].name: is required', { ...good, tags: [{}] }],
    ['hosst, por/t: unknown', { ...good, hosst: 1, 'por/t': 2 }],
    ['body: expected an object', undefined],
    ['body: expected an object', [good]],
  ])('%s', ([message, body]) => {
    expect(() => validated(schema, body)).toThrow(expect.objectContaining({ message, code: 'invalid' }));
  });
});

test('query parameters become what the schema says; one is a list of one', async () => {
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler(errorHandler);
  const querystring = Type.Object({
    ...pagingQuery,
    status: Type.Optional(Type.Array(Type.String())),
    id: Type.Optional(Type.Array(Type.Integer())),
    minimal: Type.Optional(Type.Boolean()),
  });
  app.get('/', { schema: { querystring } }, async (request) => request.query);
  const ask = async (query: string) => (await app.inject(`/?${query}`)).json();

  expect(await ask('')).toEqual({ page: 1, per_page: 20 });
  expect(await ask('status=a&id=1&id=2&minimal=true&per_page=all&page=2')).toEqual({
    page: 2,
    per_page: 'all',
    status: ['a'],
    id: [1, 2],
    minimal: true,
  });
  expect(await ask('per_page=some')).toMatchObject({
    message: 'per_page: expected an integer from 1 to 1000000 or "all"',
  });
  expect(await ask('id=1&id=x')).toMatchObject({ field: 'id[1]' });
  for (const junk of ['1.5', '', '1e3', '0x10', ' 1', 'true', '99999999999999999999']) {
    expect(await ask(`page=${junk}`), junk).toMatchObject({ field: 'page' });
  }
  expect(await ask('minimal=yes')).toMatchObject({ message: 'minimal: expected true or false' });
});
