import { Button, Group, Radio, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { FormFailure } from '../../shared/form-failure.tsx';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { useApiForm } from '../../shared/use-api-form.ts';
import { t } from '../../texts/t.ts';
import { type List, listTypes, optins } from './queries.ts';

/** What the API takes of a list. */
export type ListContent = Pick<List, 'name' | 'type' | 'optin' | 'tags' | 'description'>;

/** @param onSave Gets what was changed; of a new list everything. */
export function useListForm(list: List | null, onSave: (changes: Partial<ListContent>) => Promise<unknown>) {
  const initial: ListContent = list
    ? { name: list.name, type: list.type, optin: list.optin, tags: list.tags, description: list.description }
    : { name: '', type: 'private', optin: 'single', tags: [], description: '' };
  return useApiForm({
    initial,
    check: ({ name }): { name?: string } => (name.trim() ? {} : { name: t('lists.name.needed') }),
    submit: (values, changes) => onSave(list ? changes : values),
  });
}

/** What a list is called, who may join it, and to whom on it campaigns go. */
export function ListForm({ form, save }: { form: ReturnType<typeof useListForm>; save: string }) {
  const { values } = form;
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <UnsavedGuard isDirty={form.isDirty} />
      <FormFailure failure={form.failure} />
      <Stack maw={640}>
        <TextInput label={t('lists.name')} required {...form.field('name')} />
        <Radio.Group
          label={t('lists.type')}
          value={values.type}
          onChange={(type) => form.set({ type: type as List['type'] })}
          error={form.errorOf('type')}
        >
          <Stack gap="xs" mt="xs">
            {listTypes.map((type) => (
              <Radio
                key={type}
                value={type}
                label={t(`lists.type.${type}`)}
                description={t(`lists.type.${type}.what`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={t('lists.optin')}
          value={values.optin}
          onChange={(optin) => form.set({ optin: optin as List['optin'] })}
          error={form.errorOf('optin')}
        >
          <Stack gap="xs" mt="xs">
            {optins.map((optin) => (
              <Radio
                key={optin}
                value={optin}
                label={t(`lists.optin.${optin}`)}
                description={t(`lists.optin.${optin}.what`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TagsInput
          label={t('lists.tags')}
          description={t('lists.tags.what')}
          value={values.tags}
          onChange={(tags) => form.set({ tags })}
          error={form.errorOf('tags')}
        />
        <Textarea label={t('lists.description')} autosize minRows={2} {...form.field('description')} />
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
