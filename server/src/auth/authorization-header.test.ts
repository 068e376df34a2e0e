import { expect, test } from 'vitest';
import { parseAuthorization } from './authorization-header.ts';

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

test.for([
  ['token ada:s3cret', 'ada', 's3cret'],
  ['Token ada:with:colons', 'ada', 'with:colons'],
  [basic('ada:s3cret'), 'ada', 's3cret'],
  [basic('zoë:pässwörd'), 'zoë', 'pässwörd'],
  [basic('ada:with:colons'), 'ada', 'with:colons'],
] as const)('%s', ([header, username, secret]) => {
  expect(parseAuthorization(header)).toEqual({ username, secret });
});

test.for(['', 'Basic', 'token', 'token ada', 'token :x', 'token ada:', 'Bearer ada:x', basic('ada'), basic('a:\0')])(
  '%j holds none',
  (header) => {
    expect(parseAuthorization(header)).toBeNull();
  },
);
