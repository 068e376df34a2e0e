import { Alert, Checkbox, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { BodyEditor } from '../../../shared/editor/body-editor.tsx';
import { bodyEditors, type EditedType, editedTypeOf } from '../../../shared/editor/body-editors.ts';
import { FieldGroup } from '../../../shared/field-group.tsx';
import { t, text } from '../../../texts/t.ts';
import { templateNamesQuery } from '../queries.ts';
import type { CampaignFormState, Editable } from './campaign-values.ts';
import type { Fault } from './use-campaign-preview.ts';

const types = Object.keys(bodyEditors) as EditedType[];

/** What the message says, and the template it is set in. */
export function BodyFields(props: { form: CampaignFormState; editable: Editable; fault: Fault | null }) {
  const { form, editable, fault } = props;
  const { content_type, body, altbody } = form.values;
  const type = editedTypeOf(content_type);
  const isReadOnly = !editable.content;
  return (
    <FieldGroup title={t('campaigns.form.content')}>
      <Select
        label={t('campaigns.form.content-type')}
        data={types.map((value) => ({ value, label: text(bodyEditors[value].label) }))}
        value={type}
        onChange={(value) => value && form.set({ content_type: value as EditedType })}
        disabled={isReadOnly}
        allowDeselect={false}
      />
      {type !== 'plain' && <TemplateField form={form} isDisabled={isReadOnly} />}
      <Stack gap={4}>
        <Text size="sm" fw={600} aria-hidden>
          {t('campaigns.form.body')}
        </Text>
        <Text size="xs" c="dimmed">
          {text('campaigns.form.body.what')}
        </Text>
        <BodyEditor
          type={type}
          label={t('campaigns.form.body')}
          value={body}
          onChange={(value) => form.set({ body: value })}
          isReadOnly={isReadOnly}
          fault={placeIn('body', fault)}
        />
        <FaultOf error={form.errorOf('body')} />
      </Stack>
      {type !== 'plain' && (
        <>
          <Checkbox
            label={t('campaigns.form.altbody.own')}
            description={t('campaigns.form.altbody.what')}
            checked={altbody !== null}
            disabled={isReadOnly}
            onChange={({ currentTarget }) => form.set({ altbody: currentTarget.checked ? '' : null })}
          />
          {altbody !== null && (
            <BodyEditor
              type="plain"
              label={t('campaigns.form.altbody')}
              value={altbody}
              onChange={(value) => form.set({ altbody: value })}
              isReadOnly={isReadOnly}
              fault={placeIn('altbody', fault)}
            />
          )}
          <FaultOf error={form.errorOf('altbody')} />
        </>
      )}
    </FieldGroup>
  );
}

const placeIn = (field: string, fault: Fault | null) => (fault?.field === field ? fault.place : null);

function FaultOf({ error }: { error: string | null }) {
  if (error === null) return null;
  return (
    <Alert color="red" role="alert" p="xs">
      {error}
    </Alert>
  );
}

function TemplateField({ form, isDisabled }: { form: CampaignFormState; isDisabled: boolean }) {
  const { data: templates = [] } = useQuery(templateNamesQuery);
  const standard = templates.find(({ is_default }) => is_default);
  return (
    <Select
      label={t('campaigns.form.template')}
      description={t('campaigns.form.template.what')}
      placeholder={standard ? t('campaigns.form.template.default', { name: standard.name }) : ''}
      data={templates.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={form.values.template_id === null ? null : String(form.values.template_id)}
      onChange={(id) => form.set({ template_id: id === null ? null : Number(id) })}
      error={form.errorOf('template_id')}
      disabled={isDisabled}
      clearable
      clearButtonProps={{ 'aria-label': t('campaigns.form.template.clear') }}
    />
  );
}
