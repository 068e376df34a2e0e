import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { t } from '../../texts/t.ts';
import { AddUser } from './add-user.tsx';
import { ProfileForm } from './profile-form.tsx';
import { selfQuery, usersQuery } from './queries.ts';
import { UserTable } from './user-table.tsx';

/** Settings > Users: one's own name and password, and everyone else who may come in. */
export default function SettingsUsersPage() {
  const self = useQuery(selfQuery);
  const users = useQuery(usersQuery);
  return (
    <Page title={t('settings-users.title')} actions={<AddUser />}>
      <Text mb="lg" maw={640}>
        {t('settings-users.what')}
      </Text>
      <QueryView query={self}>
        {(me) => (
          <Stack gap="xl">
            <QueryView query={users}>{(all) => <UserTable users={all} selfId={me.id} />}</QueryView>
            {me.type === 'user' && <ProfileForm self={me} />}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
