import { Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Format } from '../../../shared/format.ts';
import { useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import { type Campaign, templateNamesQuery } from '../queries.ts';

/** How a campaign leaves, as the guide says it. */
export function messengerText({ messenger }: Pick<Campaign, 'messenger'>): string {
  return messenger === 'automatic' ? t('campaigns.messenger.automatic') : messenger;
}

/** What was said of a campaign when it was made. */
export function CampaignDetails({ campaign }: { campaign: Campaign }) {
  const format = useFormat();
  const { data: templates = [] } = useQuery(templateNamesQuery);
  const template = templates.find(({ id, is_default }) =>
    campaign.template_id === null ? is_default : id === campaign.template_id,
  );
  return (
    <section aria-labelledby="campaign-details">
      <Title order={2} size="h4" mb="sm" id="campaign-details">
        {t('campaigns.details')}
      </Title>
      <Paper withBorder p="md">
        <SimpleGrid component="dl" cols={{ base: 1, xs: 2, lg: 3 }} m={0}>
          <Detail name={t('campaigns.form.subject')}>{campaign.subject}</Detail>
          <Detail name={t('campaigns.form.from')}>{campaign.from_email}</Detail>
          <Detail name={t('campaigns.form.lists')}>{campaign.lists.map(({ name }) => name).join(', ')}</Detail>
          <Detail name={t('campaigns.form.messenger')}>{messengerText(campaign)}</Detail>
          {campaign.content_type !== 'plain' && template && (
            <Detail name={t('campaigns.form.template')}>{template.name}</Detail>
          )}
          <Detail name={t('campaigns.form.priority')}>
            {t('campaigns.details.priority', {
              priority: t(`campaigns.priority.${campaign.priority}`),
              weight: format.number(campaign.weight),
            })}
          </Detail>
          <Detail name={t('campaigns.form.pacing')}>{pacingText(campaign, format)}</Detail>
          <Detail name={t('campaigns.form.windows')}>{windowsText(campaign) || t('campaigns.details.any-time')}</Detail>
          {campaign.tags.length > 0 && <Detail name={t('campaigns.form.tags')}>{campaign.tags.join(', ')}</Detail>}
          {times(campaign, format).map(([name, at]) => (
            <Detail key={name} name={name}>
              {at}
            </Detail>
          ))}
        </SimpleGrid>
      </Paper>
    </section>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}

function pacingText({ pacing, deadline }: Campaign, format: Format): string {
  if (deadline === null) return t(`campaigns.pacing.${pacing}`);
  return t('campaigns.details.pacing.until', { when: format.dateTime(deadline) });
}

function windowsText({ send_windows }: Campaign): string {
  return send_windows
    .map(({ days, start, end }) => {
      const on = days?.length ? `${days.map((day) => t(`campaigns.day.${day}`)).join(' ')} ` : '';
      return `${on}${start}–${end}`;
    })
    .join(', ');
}

function times(campaign: Campaign, format: Format): [string, string][] {
  const { created_at, send_at, started_at, finished_at } = campaign;
  const known: [string, string | null][] = [
    [t('campaigns.details.created'), created_at],
    [t('campaigns.form.send-at'), send_at],
    [t('campaigns.details.started'), started_at],
    [t('campaigns.details.finished'), finished_at],
  ];
  return known.flatMap(([name, at]): [string, string][] => (at === null ? [] : [[name, format.dateTime(at)]]));
}
