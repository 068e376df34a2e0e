import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** A timer of a browser holds no longer than this. */
const longestMs = 2 ** 31 - 1;

/**
 * Asks again for what begins with `queryKey` once `at` has come: a limit that frees by time alone changes nothing that live
 * events could tell of.
 */
export function useRefetchAt(at: string | null, queryKey: QueryKey): void {
  const queryClient = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (at === null) return;
    const leftMs = new Date(at).getTime() - Date.now();
    if (leftMs <= 0) return;
    const timer = setTimeout(
      () => void queryClient.invalidateQueries({ queryKey: JSON.parse(key) }),
      Math.min(leftMs + 250, longestMs),
    );
    return () => clearTimeout(timer);
  }, [at, key, queryClient]);
}
