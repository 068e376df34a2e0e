import { expect, test } from 'vitest';
import { demoServers } from './demo-servers.ts';

test.each([1, 7, 1_000, 20_000])(
  'the limits for %i recipients let all of them through within half a minute',
  (count) => {
    const sentWithin = (seconds: number) =>
      demoServers(count).map(({ dailyLimit, slidingWindow }) => {
        const { max, periodMs } = slidingWindow!;
        return Math.min(dailyLimit ?? Infinity, max * Math.ceil((seconds * 1000) / periodMs));
      });
    expect(sentWithin(30).reduce((a, b) => a + b)).toBeGreaterThanOrEqual(count);
  },
);
