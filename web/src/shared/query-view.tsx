import { Center, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../texts/t.ts';
import { Failure } from './failure.tsx';

/** What a query answered, once it has; until then that it is loading, or why it failed. Old data stays while it is renewed. */
export function QueryView<Data>({
  query,
  children,
}: {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} onAgain={() => void query.refetch()} />;
  return (
    <Center p="xl" role="status">
      <Loader aria-label={t('shared.loading')} />
    </Center>
  );
}
