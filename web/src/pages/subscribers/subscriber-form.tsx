import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { FormFailure } from '../../shared/form-failure.tsx';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { useApiForm } from '../../shared/use-api-form.ts';
import { t } from '../../texts/t.ts';
import { attribsExample, attribsProblem, attribsText } from './attribs.ts';
import { type Standing, type Subscriber, type SubscriberStatus, subscriberStatuses } from './queries.ts';
import { SubscriptionFields } from './subscription-fields.tsx';

/** What the API takes of a subscriber. */
export interface SubscriberContent {
  email: string;
  name: string;
  status: SubscriberStatus;
  attribs: Record<string, unknown>;
  subscriptions: { list_id: number; status: Standing }[];
}

/** @param onSave Gets what was changed; of a new subscriber everything. @param onSaved Once nothing is unsaved any more. */
export function useSubscriberForm(
  subscriber: Subscriber | null,
  onSave: (changes: Partial<SubscriberContent>) => Promise<unknown>,
) {
  return useApiForm({
    initial: {
      email: subscriber?.email ?? '',
      name: subscriber?.name ?? '',
      status: subscriber?.status ?? ('enabled' as SubscriberStatus),
      attribs: attribsText(subscriber?.attribs ?? {}),
      subscriptions: (subscriber?.lists ?? []).map(({ id, subscription_status }) => ({
        list_id: id,
        status: subscription_status,
      })),
    },
    check: (values): { attribs?: string } => {
      const problem = attribsProblem(values.attribs);
      return problem === null ? {} : { attribs: problem };
    },
    submit: (values, changes) => {
      const { attribs, ...rest } = subscriber ? changes : values;
      return onSave({ ...rest, ...(attribs === undefined ? {} : { attribs: JSON.parse(attribs || '{}') }) });
    },
  });
}

/** Who somebody is, and the lists they are on. */
export function SubscriberForm({
  form,
  save,
}: {
  form: ReturnType<typeof useSubscriberForm>;
  /** What the button says. */
  save: string;
}) {
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <UnsavedGuard isDirty={form.isDirty} />
      <FormFailure failure={form.failure} />
      <Stack maw={640}>
        <TextInput label={t('subscribers.email')} type="email" required {...form.field('email')} />
        <TextInput label={t('subscribers.name')} {...form.field('name')} />
        <Select
          label={t('subscribers.status')}
          description={t(`subscribers.status.${form.values.status}.what`)}
          data={subscriberStatuses.map((value) => ({ value, label: t(`subscribers.status.${value}`) }))}
          value={form.values.status}
          onChange={(status) => status && form.set({ status })}
          error={form.errorOf('status')}
          allowDeselect={false}
        />
        <SubscriptionFields
          value={form.values.subscriptions}
          error={form.errorOf('subscriptions')}
          onChange={(subscriptions) => form.set({ subscriptions })}
        />
        <Textarea
          label={t('subscribers.attribs')}
          description={t('subscribers.attribs.what', { example: attribsExample })}
          autosize
          minRows={4}
          maxRows={20}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...form.field('attribs')}
        />
        <Group>
          <Button type="submit" loading={form.isSubmitting}>
            {save}
          </Button>
          {form.isDirty && (
            <Button variant="default" onClick={form.reset}>
              {t('shared.discard')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
