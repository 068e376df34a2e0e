import { expect, test } from 'vitest';
import { parseDatabaseUrl } from './database-url.ts';

test('one host, or several', () => {
  expect(parseDatabaseUrl('postgres://adam:hunt%402@db.example.com:5432/sluice?sslmode=require')).toEqual({
    publicUrl: 'postgres://adam@db.example.com:5432/sluice?sslmode=require',
    password: 'hunt@2',
    hosts: ['db.example.com:5432'],
  });
  expect(parseDatabaseUrl('postgresql://adam:hush@a:5432,b:5433,c/sluice?target_session_attrs=read-write')).toEqual({
    publicUrl: 'postgresql://adam@a:5432,b:5433,c/sluice?target_session_attrs=read-write',
    password: 'hush',
    hosts: ['a:5432', 'b:5433', 'c'],
  });
  expect(parseDatabaseUrl('postgres://localhost')).toMatchObject({ password: '', hosts: ['localhost'] });
});

test.for([
  '',
  'mysql://u:p@a/db',
  'postgres:a',
  'postgres://u:p@a,/db',
  'postgres://u:p@a:1,b:99999/db',
  'postgres://u:p@a,b/db?target_session_attrs=standby',
])('none of them: %s', (text) => {
  expect(parseDatabaseUrl(text)).toBeNull();
});
