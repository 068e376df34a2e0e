import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { notifyDone } from '../../shared/notify.ts';
import { Page } from '../../shared/page.tsx';
import { t } from '../../texts/t.ts';
import { TemplateForm } from './template-form.tsx';

const initial = {
  name: '',
  body: `<!doctype html>
<html>
  <body style="font-family: sans-serif">
    {{ content }}
    <p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>
  </body>
</html>
`,
};

/** Makes a template, and then lists it among the others. */
export default function NewTemplatePage() {
  const queryClient = useQueryClient();
  const [isMade, setIsMade] = useState(false);
  return (
    <Page title={t('templates.new')}>
      <TemplateForm
        initial={initial}
        submitLabel={t('templates.create')}
        submit={async (values) => {
          await api.POST('/api/templates', { body: values });
          await queryClient.invalidateQueries({ queryKey: ['templates'] });
          notifyDone(t('templates.created', { name: values.name }));
          setIsMade(true);
        }}
      >
        {(isDirty) => isMade && !isDirty && <OpensList />}
      </TemplateForm>
    </Page>
  );
}

/** Goes to the list once nothing keeps the reader here. */
function OpensList() {
  const navigate = useNavigate();
  useEffect(() => void navigate({ to: '/templates', replace: true }), [navigate]);
  return null;
}
