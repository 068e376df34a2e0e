import { Button, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FieldGroup } from '../../../shared/field-group.tsx';
import { messageOf } from '../../../shared/message-of.ts';
import { QueryView } from '../../../shared/query-view.tsx';
import { type SettingsAnswer, settingsQuery } from '../../../shared/settings-query.ts';
import { TimeField } from '../../../shared/time-field.tsx';
import { t } from '../../../texts/t.ts';
import { type Campaign, supposedPlanQuery } from '../queries.ts';
import { PlanView } from './plan-view.tsx';
import { asThingsAre, type Supposition, supposedOf } from './supposition.ts';

/** Typing has come to rest after so long. */
const restMs = 500;

/** When a campaign would be done with other servers, limits, hours or another start, and what it takes to be done by a time. */
export function WhatIf({ campaign }: { campaign: Campaign }) {
  const settings = useQuery(settingsQuery);
  return <QueryView query={settings}>{(data) => <Suppositions campaign={campaign} settings={data} />}</QueryView>;
}

function Suppositions({ campaign, settings }: { campaign: Campaign; settings: SettingsAnswer }) {
  const [given, setGiven] = useState<Partial<Supposition>>({});
  const supposition = { ...asThingsAre(settings), ...given };
  const supposed = supposedOf(supposition, settings);
  const isUnderWay = campaign.status === 'running' || campaign.status === 'paused';
  const set = (more: Partial<Supposition>) => setGiven((before) => ({ ...before, ...more }));
  return (
    <FieldGroup title={t('campaigns.what-if')} what={t('campaigns.what-if.what')}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
        {/* One server alone leaves at any hour, and beyond its daily limit. */}
        {campaign.messenger === 'automatic' && <CapacityFields supposition={supposition} set={set} />}
        <TimeField
          label={t(isUnderWay ? 'campaigns.what-if.paused' : 'campaigns.what-if.start-at')}
          value={supposition.sendAt}
          onChange={(sendAt) => set({ sendAt })}
        />
        <TimeField
          label={t('campaigns.plan.finish-by')}
          value={supposition.finishBy}
          onChange={(finishBy) => set({ finishBy })}
        />
      </SimpleGrid>
      <Outcome campaign={campaign} supposed={supposed} />
      {supposed && (
        <Button variant="default" size="xs" style={{ alignSelf: 'start' }} onClick={() => setGiven({})}>
          {t('campaigns.what-if.reset')}
        </Button>
      )}
    </FieldGroup>
  );
}

type Set = (more: Partial<Supposition>) => void;

function CapacityFields({ supposition, set }: { supposition: Supposition; set: Set }) {
  const whole = {
    min: 0,
    allowDecimal: false,
    allowNegative: false,
    thousandSeparator: ' ',
    clampBehavior: 'blur',
  } as const;
  return (
    <>
      <NumberInput
        {...whole}
        label={t('campaigns.what-if.servers')}
        max={500}
        value={supposition.servers}
        onChange={(servers) => set({ servers: Number(servers) })}
      />
      <NumberInput
        {...whole}
        label={t('campaigns.what-if.each')}
        value={supposition.each}
        onChange={(each) => set({ each: Number(each) })}
      />
      <NumberInput
        {...whole}
        label={t('campaigns.what-if.limit')}
        placeholder={t('campaigns.what-if.as-it-is')}
        value={supposition.limit ?? ''}
        onChange={(limit) => set({ limit: limit === '' ? null : Number(limit) })}
      />
      <TextInput
        type="time"
        label={t('campaigns.what-if.window-start')}
        value={supposition.start}
        onChange={({ currentTarget }) => set({ start: currentTarget.value })}
      />
      <TextInput
        type="time"
        label={t('campaigns.what-if.window-end')}
        value={supposition.end}
        onChange={({ currentTarget }) => set({ end: currentTarget.value })}
      />
    </>
  );
}

function Outcome({ campaign, supposed }: { campaign: Campaign; supposed: ReturnType<typeof supposedOf> }) {
  const [settled] = useDebouncedValue(JSON.stringify(supposed), restMs);
  const { data: plan, error, isFetching } = useQuery(supposedPlanQuery(campaign.id, JSON.parse(settled)));
  if (supposed === null) return null;
  const isOtherwise = Object.keys(supposed).some((key) => key !== 'finish_by');
  return (
    <Stack gap="sm" role="status" style={{ opacity: isFetching ? 0.6 : 1 }}>
      {error && <Text size="sm">{messageOf(error)}</Text>}
      {!error && plan?.advice && <Text fw={600}>{plan.advice.sentence}</Text>}
      {!error && plan && isOtherwise && <PlanView plan={plan} />}
    </Stack>
  );
}
