import { pino } from 'pino';
import { expect, test } from '../../../../test/api.ts';
import { processIdentity } from '../../sending/process-identity.ts';

test('GET /api/logs/lines finds lines by level and text, and names the processes whose log is elsewhere', async ({
  ask,
  deps,
  sql,
}) => {
  const log = pino({ base: null }, deps.lines);
  log.info({ campaignId: 7 }, 'campaign finished');
  log.warn({ serverUuid: 'a' }, 'SMTP server parked');
  const found = async (query = '') => (await ask('GET', `/api/logs/lines${query}`)).body.data;

  const { lines, process: own, elsewhere } = await found();
  expect(lines).toMatchObject([
    { id: 2, level: 'warn', message: 'SMTP server parked', fields: { serverUuid: 'a' } },
    { id: 1, level: 'info', message: 'campaign finished', fields: { campaignId: 7 } },
  ]);
  expect(own).toMatchObject({ pid: process.pid, sends: false });
  expect(elsewhere).toEqual([]);
  expect((await found('?level=warn')).lines).toHaveLength(1);
  expect((await found('?search=FINISHED')).lines).toMatchObject([{ id: 1 }]);
  expect((await found('?limit=1')).lines).toMatchObject([{ id: 2 }]);

  await sql`
    insert into workers (id, host, pid, started_at, expires_at)
    values (gen_random_uuid(), 'mailer-2 boot ns 1', 41, now(), now()),
      (gen_random_uuid(), ${processIdentity(process.pid)}, ${process.pid}, now(), now())
  `;
  const among = await found();
  expect(among.elsewhere).toEqual([{ host: 'mailer-2', pid: 41 }]);
  expect(among.process.sends).toBe(true);
});

test('GET /api/logs answers lines of text, the oldest first; asking adds none', async ({ ask, deps }) => {
  const log = pino({ base: null }, deps.lines);
  log.info('queue processor started');
  log.error({ campaignId: 7 }, 'campaign cannot be compiled, pausing it');
  await ask('GET', '/api/logs');
  const { body } = await ask('GET', '/api/logs');
  expect(body.data).toEqual([
    expect.stringMatching(/^\d{4}-\S+Z info queue processor started$/),
    expect.stringMatching(/Z error campaign cannot be compiled, pausing it \{"campaignId":7\}$/),
  ]);
  expect((await ask('GET', '/api/logs', undefined, { as: null })).status).toBe(403);
});
