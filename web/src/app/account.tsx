import { Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from '../texts/t.ts';
import { profileQuery, signOut } from './session.ts';

/** Who is signed in, and the way out. */
export function Account() {
  const { data: profile } = useQuery(profileQuery);
  const queryClient = useQueryClient();

  async function leave() {
    await signOut();
    // What the next person at this browser may see is asked for anew.
    await queryClient.cancelQueries();
    queryClient.clear();
    location.assign('/admin/');
  }

  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" visibleFrom="sm">
        {profile && t('app.signed-in-as', { name: profile.name || profile.username })}
      </Text>
      <Button variant="default" size="xs" onClick={() => void leave()}>
        {t('app.sign-out')}
      </Button>
    </Group>
  );
}
