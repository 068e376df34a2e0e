import { Anchor, MultiSelect, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FieldGroup } from '../../../shared/field-group.tsx';
import { configQuery, useFormat } from '../../../shared/use-format.ts';
import { t } from '../../../texts/t.ts';
import { listsQuery } from '../queries.ts';
import type { CampaignFormState, Editable } from './campaign-values.ts';

const automatic = 'automatic';

/** To whom, and by which servers. */
export function AudienceFields({ form, editable }: { form: CampaignFormState; editable: Editable }) {
  const format = useFormat();
  const { data: lists } = useQuery(listsQuery);
  const { data: config } = useQuery(configQuery);
  const { lists: chosen, messenger } = form.values;
  const messengers = new Set([automatic, ...(config?.messengers ?? []), messenger]);
  const offered = (lists?.results ?? []).filter(({ id, status }) => status === 'active' || chosen.includes(id));
  const disabled = !editable.audience;
  return (
    <FieldGroup title={t('campaigns.form.audience')}>
      <MultiSelect
        label={t('campaigns.form.lists')}
        description={t('campaigns.form.lists.what')}
        required
        disabled={disabled}
        data={offered.map(({ id, name, subscriber_count }) => ({
          value: String(id),
          label: t('campaigns.form.list', { name, count: format.number(subscriber_count ?? 0) }),
        }))}
        value={chosen.map(String)}
        onChange={(ids) => form.set({ lists: ids.map(Number) })}
        error={form.errorOf('lists')}
        searchable
      />
      {lists?.total === 0 && (
        <Text size="sm">
          {t('campaigns.form.lists.none')}{' '}
          <Anchor component={Link} to="/lists/new" inherit>
            {t('campaigns.form.lists.none.go')}
          </Anchor>
        </Text>
      )}
      <Select
        label={t('campaigns.form.messenger')}
        description={t(messenger === automatic ? 'campaigns.form.messenger.automatic' : 'campaigns.form.messenger.one')}
        disabled={disabled}
        data={[...messengers].map((value) => ({
          value,
          label: value === automatic ? t('campaigns.messenger.automatic') : value,
        }))}
        value={messenger}
        onChange={(value) => form.set({ messenger: value ?? automatic })}
        error={form.errorOf('messenger')}
        allowDeselect={false}
      />
    </FieldGroup>
  );
}
