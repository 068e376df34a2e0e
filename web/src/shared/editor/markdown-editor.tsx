import { markdown } from '@codemirror/lang-markdown';
import type { BodyEditorProps } from './body-editors.ts';
import { CodeEditor } from './code-editor.tsx';

const language = [markdown()];

export default function MarkdownEditor(props: BodyEditorProps) {
  return <CodeEditor {...props} language={language} />;
}
