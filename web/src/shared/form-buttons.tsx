import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../texts/t.ts';
import { FormFailure } from './form-failure.tsx';
import type { ApiForm } from './use-api-form.ts';

/** The end of a form: why it was not saved, and the ways to save it and to take back what was typed. */
export function FormButtons<Values extends object>(props: {
  form: ApiForm<Values>;
  /** What the button says that saves. */
  save?: string;
  /** Whether there is something to save though nothing was typed. */
  canSave?: boolean;
  children?: ReactNode;
}) {
  const { form, save = t('shared.save'), canSave = false, children } = props;
  return (
    <div>
      <FormFailure failure={form.failure} />
      <Group>
        <Button type="submit" loading={form.isSubmitting} disabled={!form.isDirty && !canSave}>
          {save}
        </Button>
        {form.isDirty && (
          <Button variant="default" onClick={form.reset}>
            {t('shared.discard')}
          </Button>
        )}
        {children}
      </Group>
    </div>
  );
}
