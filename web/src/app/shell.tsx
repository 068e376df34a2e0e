import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { t } from '../texts/t.ts';
import { Account } from './account.tsx';
import { ColorScheme } from './color-scheme.tsx';
import { LiveState } from './live-state.tsx';
import { Navigation } from './navigation.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';

/** What surrounds every page: the name, the navigation, who is signed in, and whether what is seen is live. */
export function Shell() {
  const [isOpen, menu] = useDisclosure();
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  useFocusOnNavigation();

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t('app.menu')} />
            <Text fw={700} size="lg">
              {t('app.name')}
            </Text>
            <LiveState />
          </Group>
          <Account />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" aria-label={t('app.navigation')} inert={!isWide && !isOpen}>
        <AppShell.Section grow mih={0} style={{ overflowY: 'auto' }}>
          <Navigation onChosen={menu.close} />
        </AppShell.Section>
        <AppShell.Section>
          <ColorScheme />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
