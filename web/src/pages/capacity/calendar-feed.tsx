import { Anchor, Code, Group, Stack, Text, Title } from '@mantine/core';
import { CopyButton } from '../../shared/copy-button.tsx';
import { TextLink } from '../../shared/text-link.tsx';
import { t } from '../../texts/t.ts';

const path = '/api/capacity/calendar.ics';

/** The address at which calendar programs find the calendar. */
export function CalendarFeed() {
  const address = `${window.location.origin}${path}`;
  return (
    <section aria-labelledby="capacity-feed">
      <Title order={2} size="h4" mb="sm" id="capacity-feed">
        {t('capacity.feed')}
      </Title>
      <Stack gap="xs">
        <Text size="sm">{t('capacity.feed.what')}</Text>
        <Group gap="xs">
          <Code style={{ overflowWrap: 'anywhere' }}>{address}</Code>
          <CopyButton value={address} />
        </Group>
        <Group gap="md">
          <Text size="sm">
            <TextLink to="/settings/users">{t('capacity.feed.users')}</TextLink>
          </Text>
          <Anchor href={path} download size="sm">
            {t('capacity.feed.download')}
          </Anchor>
        </Group>
      </Stack>
    </section>
  );
}
