import { Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmButton } from '../../shared/confirm-button.tsx';
import { notifyDone } from '../../shared/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import type { Template } from './queries.ts';

/** What can be done with a template that is not the default one: make it that, or delete it. */
export function TemplateActions({ template, onDeleted }: { template: Template; onDeleted?: () => void }) {
  const queryClient = useQueryClient();
  const format = useFormat();
  const { id, name, is_default, used_by } = template;
  if (is_default) return null;

  async function act(answer: Promise<unknown>, done: string) {
    await answer;
    notifyDone(done);
    await queryClient.invalidateQueries({ queryKey: ['templates'] });
  }
  return (
    <Group gap={4} wrap="nowrap">
      <ConfirmButton
        variant="subtle"
        size="compact-sm"
        color="blue"
        title={t('templates.make-default.title')}
        what={t('templates.make-default.what', { name })}
        confirm={t('templates.make-default')}
        onConfirm={() =>
          act(
            api.PUT('/api/templates/{id}/default', { params: { path: { id } } }),
            t('templates.made-default', { name }),
          )
        }
      >
        {t('templates.make-default')}
      </ConfirmButton>
      <ConfirmButton
        variant="subtle"
        size="compact-sm"
        color="red"
        title={t('templates.delete.title')}
        what={
          used_by > 0
            ? t('templates.delete.what-used', { name, count: format.number(used_by) })
            : t('templates.delete.what', { name })
        }
        confirm={t('templates.delete.confirm')}
        onConfirm={async () => {
          await act(api.DELETE('/api/templates/{id}', { params: { path: { id } } }), t('templates.deleted', { name }));
          onDeleted?.();
        }}
      >
        {t('templates.delete')}
      </ConfirmButton>
    </Group>
  );
}
