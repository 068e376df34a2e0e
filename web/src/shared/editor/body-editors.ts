import type { ComponentType } from 'react';
import type { TextKey } from '../../texts/t.ts';

/** What every editor of a body is given, whether it shows code or anything else. */
export interface BodyEditorProps {
  value: string;
  onChange: (value: string) => void;
  /** For screen readers. */
  label: string;
  isReadOnly?: boolean;
  /** What is wrong in it begins here; both from 1. */
  fault?: { line: number; column: number } | null;
}

interface BodyEditor {
  label: TextKey;
  load: () => Promise<{ default: ComponentType<BodyEditorProps> }>;
}

/** The editor of each content type of campaigns. A new one is a line here; its code is loaded when it is needed. */
export const bodyEditors = {
  html: { label: 'shared.editor.html', load: () => import('./html-editor.tsx') },
  markdown: { label: 'shared.editor.markdown', load: () => import('./markdown-editor.tsx') },
  plain: { label: 'shared.editor.plain', load: () => import('./plain-editor.tsx') },
} as const satisfies Record<string, BodyEditor>;

export type EditedType = keyof typeof bodyEditors;

/** The editor's content type: HTML that an editor of rich text made is edited as HTML. */
export function editedTypeOf(contentType: EditedType | 'richtext'): EditedType {
  return contentType === 'richtext' ? 'html' : contentType;
}
