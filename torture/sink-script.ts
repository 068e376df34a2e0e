import type { SinkAction, SinkScript, SinkStage } from '../server/src/smtp/sink.ts';
import type { PlannedServer } from './plan.ts';
import { kindOf } from './recipients.ts';

const never = new Promise<undefined>(() => {});

interface About {
  to: string;
  count: number;
}

/**
 * What a server does, from its temperament and from what addresses stand for.
 *
 * @param onDoubt Gets the recipient of each message whose client is left in doubt by what this script does to it.
 * @param delay Resolves after so many milliseconds.
 */
export function sinkScript(
  server: PlannedServer,
  { onDoubt, delay }: { onDoubt: (to: string) => void; delay: (ms: number) => Promise<void> },
): SinkScript {
  const greylisted = new Set<string>();
  const now = ({ count }: About) => count % server.every === 0;

  function byAddress(stage: SinkStage, { to }: About): SinkAction {
    if (stage !== 'rcpt' && stage !== 'end-of-data') return undefined;
    const kind = kindOf(to);
    if (stage === 'end-of-data') return kind === 'picky' ? { code: 554, text: '5.6.0 Not this content' } : undefined;
    if (kind === 'gone') return { code: 550, text: '5.1.1 No such user' };
    if (kind === 'full') return { code: 452, text: '4.2.2 Mailbox full' };
    if (kind !== 'grey' || server.temperament !== 'greylisting' || greylisted.has(to)) return undefined;
    greylisted.add(to);
    return { code: 451, text: '4.7.1 Greylisted, try again later' };
  }

  function byTemperament(stage: SinkStage, about: About): SinkAction | Promise<undefined> {
    const inDoubt = (action: SinkAction | Promise<undefined>) => {
      onDoubt(about.to);
      return action;
    };
    switch (server.temperament) {
      case 'fickle':
        return stage === 'mail' && now(about) ? 'drop' : undefined;
      case 'careless':
        return stage === 'data' && now(about) ? inDoubt('drop') : undefined;
      case 'forgetful':
        return stage === 'end-of-data' && now(about) ? inDoubt('drop') : undefined;
      case 'silent':
        return stage === 'end-of-data' && now(about) ? inDoubt('lose reply') : undefined;
      case 'hanging':
        return stage === 'end-of-data' && now(about) ? inDoubt(never) : undefined;
      case 'mute':
        return stage === 'connect' ? never : undefined;
      case 'busy':
        return stage === 'connect' ? { code: 421, text: '4.3.2 Too busy, come back later' } : undefined;
      case 'throttling':
        return stage === 'mail' && now(about) ? { code: 421, text: '4.7.0 Too many messages, slow down' } : undefined;
      default:
        return undefined;
    }
  }

  return async (stage, about) => {
    if (stage === 'end-of-data') await delay(server.latencyMs);
    return byAddress(stage, about) ?? byTemperament(stage, about);
  };
}
