import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queriesOf } from './live-topics.ts';

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/**
 * Asks again for what the server says has changed. One stream serves the whole tab, and only while the tab is seen: a
 * browser has but six connections to a server without HTTP/2, for all its tabs together.
 *
 * @returns Whether changes are heard of.
 */
export function useLiveEvents(): boolean {
  const queryClient = useQueryClient();
  const [isLive, setIsLive] = useState(true);
  useEffect(() => listen(queryClient, setIsLive), [queryClient]);
  return isLive;
}

function listen(queryClient: QueryClient, onState: (isLive: boolean) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = firstDelayMs;

  function open() {
    close();
    source = new EventSource('/api/events');
    source.addEventListener('ready', () => {
      delayMs = firstDelayMs;
      onState(true);
      // What changed since it was asked for, and before the server began to look, was told to nobody.
      void askAgain(queryClient, isLiveQuery);
    });
    source.addEventListener('changed', (event) => {
      const { topics } = JSON.parse(event.data) as { topics: string[] };
      const keys = new Set(topics.flatMap((topic) => queriesOf[topic] ?? []));
      void askAgain(queryClient, ({ queryKey }) => keys.has(String(queryKey[0])));
    });
    source.addEventListener('error', () => {
      close();
      onState(false);
      timer = setTimeout(open, delayMs * (0.75 + Math.random() / 2));
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    });
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  }

  const follow = () => (document.visibilityState === 'visible' ? open() : close());
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    close();
  };
}

type Which = (query: Query) => boolean;

/** Also what is being asked for the first time: that may be answered with what was before the change, and is not cancelled. */
async function askAgain(queryClient: QueryClient, predicate: Which): Promise<void> {
  const first = queryClient.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' });
  const unanswered = first.filter(({ state }) => state.data === undefined);
  await queryClient.invalidateQueries({ predicate });
  for (const { queryKey } of unanswered) void queryClient.invalidateQueries({ queryKey, exact: true });
}

const live = new Set(Object.values(queriesOf).flat());
const isLiveQuery: Which = ({ queryKey }) => live.has(String(queryKey[0]));
