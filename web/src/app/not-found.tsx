import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Page } from '../shared/page.tsx';
import { t } from '../texts/t.ts';

/** For an address that no page has. */
export function NotFound() {
  return (
    <Page title={t('app.page-not-found')}>
      <Text mb="md">{t('app.page-not-found.what')}</Text>
      <Button component={Link} to="/">
        {t('app.page-not-found.go')}
      </Button>
    </Page>
  );
}
