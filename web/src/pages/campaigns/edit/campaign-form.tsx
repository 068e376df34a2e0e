import { Button, Grid, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormFailure } from '../../../shared/form-failure.tsx';
import { UnsavedGuard } from '../../../shared/unsaved-guard.tsx';
import { type ApiForm, useApiForm } from '../../../shared/use-api-form.ts';
import { t } from '../../../texts/t.ts';
import { AudienceFields } from './audience-fields.tsx';
import { BodyFields } from './body-fields.tsx';
import { CampaignPreview } from './campaign-preview.tsx';
import type { CampaignValues, Editable } from './campaign-values.ts';
import { FormPlan } from './form-plan.tsx';
import { MessageFields } from './message-fields.tsx';
import { MoreFields } from './more-fields.tsx';
import { SendingFields } from './sending-fields.tsx';
import { useCampaignPreview } from './use-campaign-preview.ts';

export type CampaignFormState = ApiForm<CampaignValues>;

/**
 * All fields of a campaign, with its mail and its plan beside them.
 *
 * @param props.campaignId `null` for a new one.
 * @param props.extra What else can be done once it is saved.
 */
export function CampaignForm(props: {
  campaignId: number | null;
  initial: CampaignValues;
  editable: Editable;
  submit: (values: CampaignValues, changes: Partial<CampaignValues>) => Promise<unknown>;
  submitLabel: string;
  extra?: (form: CampaignFormState) => ReactNode;
  /** Called when nothing is unsaved, or something is. */
  children?: (form: CampaignFormState) => ReactNode;
}) {
  const { campaignId, initial, editable, submit, submitLabel, extra, children } = props;
  const form = useApiForm({ initial, check: faultsOf, submit });
  const preview = useCampaignPreview(form.values);
  const field = { form, editable };
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <UnsavedGuard isDirty={form.isDirty} />
      {children?.(form)}
      <Stack gap="xl">
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <MessageFields {...field} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <AudienceFields {...field} />
          </Grid.Col>
        </Grid>
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, lg: 6 }}>
            <BodyFields {...field} fault={preview.fault} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 6 }}>
            <CampaignPreview preview={preview} />
          </Grid.Col>
        </Grid>
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <SendingFields {...field} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <MoreFields {...field} />
          </Grid.Col>
        </Grid>
        <FormPlan form={form} campaignId={campaignId} />
        <div>
          <FormFailure failure={form.failure} />
          <Group>
            <Button type="submit" loading={form.isSubmitting} disabled={!form.isDirty}>
              {submitLabel}
            </Button>
            {form.isDirty && (
              <Button variant="default" onClick={form.reset}>
                {t('shared.discard')}
              </Button>
            )}
            {extra?.(form)}
          </Group>
        </div>
      </Stack>
    </form>
  );
}

/** What is found without asking the API. */
function faultsOf({ name, subject, lists }: CampaignValues): Partial<Record<keyof CampaignValues, string>> {
  return {
    ...(name.trim() ? {} : { name: t('campaigns.form.name.missing') }),
    ...(subject.trim() ? {} : { subject: t('campaigns.form.subject.missing') }),
    ...(lists.length > 0 ? {} : { lists: t('campaigns.form.lists.missing') }),
  };
}
