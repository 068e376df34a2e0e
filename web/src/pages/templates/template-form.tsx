import { Alert, Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { BodyEditor } from '../../shared/editor/body-editor.tsx';
import { FieldGroup } from '../../shared/field-group.tsx';
import { FormFailure } from '../../shared/form-failure.tsx';
import { MailPreview } from '../../shared/mail-preview.tsx';
import { messageOf } from '../../shared/message-of.ts';
import { UnsavedGuard } from '../../shared/unsaved-guard.tsx';
import { useApiForm } from '../../shared/use-api-form.ts';
import { t, text } from '../../texts/t.ts';
import { templatePreviewQuery } from './queries.ts';

/** What is written of a template. */
export interface TemplateValues {
  name: string;
  body: string;
}

/** Typing has come to rest after so long. */
const restMs = 500;

/** A template, and beside it how a campaign in it would look. */
export function TemplateForm(props: {
  initial: TemplateValues;
  submit: (values: TemplateValues, changes: Partial<TemplateValues>) => Promise<unknown>;
  submitLabel: string;
  children?: (isDirty: boolean) => ReactNode;
}) {
  const { initial, submit, submitLabel, children } = props;
  const form = useApiForm({
    initial,
    check: ({ name }) => (name.trim() ? {} : { name: t('templates.name.missing') }),
    submit,
  });
  const [settled] = useDebouncedValue(form.values.body, restMs);
  const preview = useQuery({ ...templatePreviewQuery(settled), placeholderData: keepPreviousData });
  const place = preview.error instanceof ApiError ? preview.error.place : null;
  const bodyError = form.errorOf('body');
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <UnsavedGuard isDirty={form.isDirty} />
      {children?.(form.isDirty)}
      <Stack gap="xl">
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, lg: 6 }}>
            <FieldGroup title={t('templates.one')}>
              <TextInput label={t('templates.name')} required {...form.field('name')} />
              <Text size="xs" c="dimmed">
                {text('templates.body.what')}
              </Text>
              <BodyEditor
                type="html"
                label={t('templates.body')}
                value={form.values.body}
                onChange={(body) => form.set({ body })}
                fault={place}
              />
              {bodyError && (
                <Alert color="red" role="alert" p="xs">
                  {bodyError}
                </Alert>
              )}
            </FieldGroup>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 6 }}>
            <FieldGroup title={t('shared.preview')}>
              {preview.error && (
                <Alert color="red" role="status" title={t('shared.preview.fault')} p="xs">
                  {messageOf(preview.error)}
                </Alert>
              )}
              {preview.data !== undefined && <MailPreview mail={{ html: preview.data }} />}
            </FieldGroup>
          </Grid.Col>
        </Grid>
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
          </Group>
        </div>
      </Stack>
    </form>
  );
}
