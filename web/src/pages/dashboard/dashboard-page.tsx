import { SimpleGrid, Stack } from '@mantine/core';
import { Page } from '../../shared/page.tsx';
import { t } from '../../texts/t.ts';
import { Attention } from './attention.tsx';
import { CapacityCard } from './capacity-card.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LastDays } from './last-days.tsx';
import { QueueCard } from './queue-card.tsx';
import { RateCard } from './rate-card.tsx';
import { RunningCampaigns } from './running-campaigns.tsx';

/** Where one looks first: what today still holds, how fast it goes, what is under way, and what needs a person. */
export default function DashboardPage() {
  return (
    <Page title={t('dashboard.title')}>
      <Stack gap="xl">
        <FirstSteps />
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          <CapacityCard />
          <RateCard />
          <QueueCard />
        </SimpleGrid>
        <Attention />
        <RunningCampaigns />
        <LastDays />
      </Stack>
    </Page>
  );
}
