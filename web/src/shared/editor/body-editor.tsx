import { Skeleton } from '@mantine/core';
import { type ComponentType, lazy, Suspense } from 'react';
import { t } from '../../texts/t.ts';
import { type BodyEditorProps, bodyEditors, type EditedType } from './body-editors.ts';

const components: Record<EditedType, ComponentType<BodyEditorProps>> = {
  html: lazy(bodyEditors.html.load),
  markdown: lazy(bodyEditors.markdown.load),
  plain: lazy(bodyEditors.plain.load),
};

/** The editor for that type of content. */
export function BodyEditor({ type, ...props }: BodyEditorProps & { type: EditedType }) {
  const Editor = components[type];
  return (
    <Suspense fallback={<Skeleton h={320} role="status" aria-label={t('shared.loading')} />}>
      <Editor {...props} />
    </Suspense>
  );
}
