import { Button, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { FieldGroup } from '../../../shared/field-group.tsx';
import { t } from '../../../texts/t.ts';
import type { CampaignFormState, CampaignValues, Editable } from './campaign-values.ts';

/** Tags, and header fields of one's own. */
export function MoreFields({ form, editable }: { form: CampaignFormState; editable: Editable }) {
  const disabled = !editable.content;
  return (
    <FieldGroup title={t('campaigns.form.more')}>
      <TagsInput
        label={t('campaigns.form.tags')}
        description={t('campaigns.form.tags.what')}
        value={form.values.tags}
        onChange={(tags) => form.set({ tags })}
        error={form.errorOf('tags')}
        disabled={disabled}
      />
      <HeaderFields form={form} isDisabled={disabled} />
    </FieldGroup>
  );
}

type Header = CampaignValues['headers'][number];

function HeaderFields({ form, isDisabled }: { form: CampaignFormState; isDisabled: boolean }) {
  const headers = form.values.headers.flatMap((header) => Object.entries(header));
  const change = (entries: [string, string][]) =>
    form.set({ headers: entries.map(([name, value]): Header => ({ [name]: value })) });
  return (
    <Stack gap="xs" role="group" aria-label={t('campaigns.form.headers')}>
      <Text size="sm" fw={600}>
        {t('campaigns.form.headers')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('campaigns.form.headers.what')}
      </Text>
      {headers.map(([name, value], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name is being typed
        <Group key={i} gap="xs" align="end">
          <TextInput
            size="xs"
            label={t('campaigns.form.headers.name')}
            value={name}
            disabled={isDisabled}
            onChange={({ currentTarget }) => change(headers.with(i, [currentTarget.value, value]))}
          />
          <TextInput
            size="xs"
            label={t('campaigns.form.headers.value')}
            value={value}
            disabled={isDisabled}
            onChange={({ currentTarget }) => change(headers.with(i, [name, currentTarget.value]))}
          />
          <Button
            variant="subtle"
            color="red"
            size="xs"
            disabled={isDisabled}
            onClick={() => change(headers.toSpliced(i, 1))}
          >
            {t('campaigns.form.headers.remove')}
          </Button>
        </Group>
      ))}
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: 'start' }}
        disabled={isDisabled}
        onClick={() => change([...headers, ['X-', '']])}
      >
        {t('campaigns.form.headers.add')}
      </Button>
    </Stack>
  );
}
