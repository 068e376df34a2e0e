import { setTimeout as delay } from 'node:timers/promises';
import type { AskApi } from '../server/src/demo/api-client.ts';

const againAfterMs = 50;
const patienceMs = 20_000;

/**
 * Asks again while there is no answer, or one that says that the database is away, as an operator would. What is asked may
 * therefore be done twice.
 *
 * @throws {Error} with what was said last, after twenty seconds or at any other refusal.
 */
export function patient(ask: AskApi): AskApi {
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    for (const begunAt = performance.now(); ; await delay(againAfterMs)) {
      try {
        return await ask<Answer>(method, path, body);
      } catch (error) {
        if (!isPassing(error) || performance.now() - begunAt > patienceMs) throw error;
      }
    }
  };
}

/** No connection, one that broke, or a database that is away. */
function isPassing(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && / was answered 503: /.test(error.message));
}
