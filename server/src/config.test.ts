import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('has a default for everything', () => {
  expect(readConfig({ SLUICE_PORT: '' }, true)).toEqual({
    databaseUrl: undefined,
    dataDir: './data',
    host: '127.0.0.1',
    port: 9000,
    logLevel: 'info',
    logFormat: 'pretty',
    admin: { user: 'admin', password: undefined },
    secretKey: undefined,
  });
});

test('reads what is given', () => {
  const config = readConfig(
    { DATABASE_URL: 'postgresql://u:p@db.example.com/sluice', SLUICE_PORT: '0', SLUICE_LOG_FORMAT: 'json' },
    true,
  );
  expect(config).toMatchObject({ databaseUrl: 'postgresql://u:p@db.example.com/sluice', port: 0, logFormat: 'json' });
  const several = 'postgres://u:p@a:5432,b:5433/sluice';
  expect(readConfig({ DATABASE_URL: several }, false).databaseUrl).toBe(several);
  expect(readConfig({}, false).logFormat).toBe('json');
});

test('reports every problem at once, and none of the secrets', () => {
  const env = {
    DATABASE_URL: 'mysql://u:hunter2@db',
    SLUICE_PORT: '65536',
    SLUICE_LOG_LEVEL: 'loud',
    SLUICE_LOG_FORMAT: 'xml',
    SLUICE_ADMIN_USER: 'a b',
    SLUICE_ADMIN_PASSWORD: 'hunter2',
    SLUICE_SECRET_KEY: 'hunter2',
  };
  const lines = message(() => readConfig(env, false)).split('\n');
  expect(lines.map((line) => line.split(':')[0])).toEqual(Object.keys(env));
  expect(lines.join()).not.toContain('hunter2');
});

function message(fail: () => unknown): string {
  try {
    fail();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
