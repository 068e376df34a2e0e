import { Alert, Badge } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { notifyDone } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { QueryView } from '../../shared/query-view.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { t } from '../../texts/t.ts';
import { templateQuery } from './queries.ts';
import { TemplateActions } from './template-actions.tsx';
import { TemplateForm } from './template-form.tsx';

/** Changes a template. */
export default function TemplatePage() {
  const { templateId }: { templateId?: string } = useParams({ strict: false });
  const id = Number(templateId);
  const template = useQuery(templateQuery(id));
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const format = useFormat();
  return (
    <Page
      title={template.data?.name ?? t('templates.one')}
      actions={
        template.data &&
        (template.data.is_default ? (
          <Badge variant="light">{t('templates.default')}</Badge>
        ) : (
          <TemplateActions template={template.data} onDeleted={() => void navigate({ to: '/templates' })} />
        ))
      }
    >
      <QueryView query={template}>
        {({ name, body, used_by }) => (
          <>
            {used_by > 0 && (
              <Alert color="blue" role="note" mb="md">
                {t('templates.used', { count: format.number(used_by) })}
              </Alert>
            )}
            <TemplateForm
              initial={{ name, body }}
              submitLabel={t('shared.save')}
              submit={async (_values, changes) => {
                await api.PUT('/api/templates/{id}', { params: { path: { id } }, body: changes });
                await queryClient.invalidateQueries({ queryKey: ['templates'] });
                notifyDone(t('templates.saved'));
              }}
            />
          </>
        )}
      </QueryView>
    </Page>
  );
}
