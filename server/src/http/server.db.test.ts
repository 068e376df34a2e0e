import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { expect, test } from '../../../test/api.ts';
import { httpServer } from './server.ts';

const host = '127.0.0.1';

test('serves on a free port until it is stopped, which also closes idle connections', async ({ deps }) => {
  const server = httpServer(deps, { host, port: 0 });
  const { port } = await server.start();
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    get({ host, port, path: '/health', agent }, resolve).on('error', reject),
  );
  expect(answer.statusCode).toBe(200);
  const closed = once(answer.socket, 'close');
  answer.resume();
  await once(answer, 'end');

  await server.stop();
  await closed;
  await server.stop();
  await expect(fetch(`http://${host}:${port}/health`)).rejects.toThrow();
});

test('stops although a client never finishes its request', async ({ deps }) => {
  const server = httpServer(deps, { host, port: 0, stopWithinMs: 50 });
  const { port } = await server.start();
  const socket = connect(port, host).on('error', () => {}); // it is cut off
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  await new Promise((resolve) =>
    socket.write(
      'POST /api/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{',
      resolve,
    ),
  );
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await server.stop();
  await closed;
});

test('a port in use is one clear line', async ({ deps }) => {
  const first = httpServer(deps, { host, port: 0 });
  const { port } = await first.start();
  onTestFinished(() => first.stop());
  const second = httpServer(deps, { host, port });
  await expect(second.start()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(new RegExp(`^Cannot listen on 127.0.0.1:${port}: .*EADDRINUSE`)),
  });
  await second.stop();
});
