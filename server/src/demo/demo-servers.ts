import type { ServerLimits } from './ledger-report.ts';

/** The servers of the demo send 60 messages a second together until their daily limits stop one after the other. */
const servers = [
  { name: 'email-north', fromEmail: 'news@north.example.com', share: 0.4, perSecond: 25, windowSeconds: 2 },
  { name: 'email-south', fromEmail: 'news@south.example.com', share: 0.3, perSecond: 20, windowSeconds: 5 },
  { name: 'email-west', fromEmail: 'news@west.example.com', share: null, perSecond: 15, windowSeconds: 3 },
];

/** What those rates are made for; with more or fewer recipients they are as much higher or lower. */
const recipientsInMind = 1_000;

/** An SMTP server of the demo. */
export interface DemoServer extends ServerLimits {
  fromEmail: string;
}

/** Three servers whose limits all bind, yet let a campaign to this many recipients end within half a minute. */
export function demoServers(recipients: number): DemoServer[] {
  return servers.map(({ name, fromEmail, share, perSecond, windowSeconds }) => {
    const perWindow = (perSecond * windowSeconds * recipients) / recipientsInMind;
    return {
      name,
      fromEmail,
      dailyLimit: share === null ? null : Math.max(1, Math.round(recipients * share)),
      slidingWindow: { max: Math.max(1, Math.round(perWindow)), periodMs: windowSeconds * 1000 },
    };
  });
}
