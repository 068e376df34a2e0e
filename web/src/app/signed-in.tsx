import { Center, Loader, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError, onSessionExpired } from '../api/api-error.ts';
import { api, dataOf } from '../api/client.ts';
import { Failure } from '../shared/failure.tsx';
import { t } from '../texts/t.ts';
import { Login, LoginForm } from './login.tsx';
import { router } from './router.tsx';
import { profileQuery } from './session.ts';

/**
 * The pages, or the way in. When a session ends while someone is at work, the page stays as it is beneath the form, with
 * all that was typed.
 */
export function SignedIn() {
  const profile = useQuery(profileQuery);
  const queryClient = useQueryClient();
  const [isExpired, setIsExpired] = useState(false);
  const isKnown = profile.data !== undefined;
  useEffect(() => onSessionExpired(() => setIsExpired(true)), []);

  async function entered() {
    setIsExpired(false);
    await queryClient.invalidateQueries();
  }

  async function arrived() {
    await leadToFirstSteps();
    await entered();
  }

  if (!isKnown) {
    if (profile.error instanceof ApiError && profile.error.code === 'unauthenticated') {
      return <Login onEntered={arrived} />;
    }
    if (profile.error) return <Failure error={profile.error} onAgain={() => void profile.refetch()} />;
    return (
      <Center h="100vh">
        <Loader aria-label={t('shared.loading')} />
      </Center>
    );
  }
  return (
    <>
      <RouterProvider router={router} />
      <Modal
        opened={isExpired}
        onClose={() => {}}
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
        title={t('login.title')}
        centered
      >
        <LoginForm reason={t('login.expired')} onEntered={entered} />
      </Modal>
    </>
  );
}

/** Whoever signs in at no page of their own choice, while there is nothing to send by, is shown how to begin. */
async function leadToFirstSteps(): Promise<void> {
  if (!/^\/admin\/?$/.test(location.pathname)) return;
  const { smtp } = await dataOf(api.GET('/api/settings'));
  if (smtp.length === 0) await router.navigate({ to: '/welcome', replace: true });
}
