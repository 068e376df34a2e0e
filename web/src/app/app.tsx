import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { FirstRun, firstRunPath } from './first-run.tsx';
import { queryClient } from './query-client.ts';
import { SignedIn } from './signed-in.tsx';
import { theme } from './theme.ts';

/** Everything: the link of the first start has a page of its own, all others are for those who are signed in. */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" />
        {location.pathname === firstRunPath ? <FirstRun /> : <SignedIn />}
      </QueryClientProvider>
    </MantineProvider>
  );
}
