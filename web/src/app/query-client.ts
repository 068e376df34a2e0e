import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';

/** What the API answered. Live events say when an answer is old, so nothing is asked for again by the clock. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // An answer that refuses stays the same; only one that did not come is worth another try.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
  },
});
