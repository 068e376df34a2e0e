import { useQuery } from '@tanstack/react-query';
import { throughputQuery } from './queue-queries.ts';
import { useRefetchAt } from './use-refetch-at.ts';

const minuteMs = 60_000;

/** The throughput, followed while there is any: once sending stops, no event tells that its minute is over. */
export function useThroughput() {
  const throughput = useQuery(throughputQuery);
  const isMoving = (throughput.data?.last_hour ?? 0) > 0;
  const nextMinute = (Math.floor(throughput.dataUpdatedAt / minuteMs) + 1) * minuteMs;
  useRefetchAt(isMoving ? new Date(nextMinute).toISOString() : null, throughputQuery.queryKey);
  return throughput;
}
