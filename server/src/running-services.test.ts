import { expect, test } from 'vitest';
import { runningServices, type Service } from './running-services.ts';

function recorder() {
  const events: string[] = [];
  const service = (name: string, stop = async () => {}): Service<string> => ({
    async start() {
      events.push(`start ${name}`);
      return name;
    },
    async stop() {
      events.push(`stop ${name}`);
      await stop();
    },
  });
  return { events, service };
}

test('stops what was started, newest first, once', async () => {
  const { events, service } = recorder();
  const running = runningServices();
  expect(await running.start(service('a'))).toBe('a');
  await running.start(service('b'));
  await running.stop();
  await running.stop();
  expect(events).toEqual(['start a', 'start b', 'stop b', 'stop a']);
});

test('stops the others too when one fails to stop, and what failed to start', async () => {
  const { events, service } = recorder();
  const running = runningServices();
  await running.start(service('a'));
  await running.start(service('b', () => Promise.reject(new Error('stuck'))));
  await expect(
    running.start({ start: () => Promise.reject(new Error('no')), stop: async () => events.push('stop c') }),
  ).rejects.toThrow('no');
  await expect(running.stop()).rejects.toThrow('stuck');
  expect(events).toEqual(['start a', 'start b', 'stop c', 'stop b', 'stop a']);
});
