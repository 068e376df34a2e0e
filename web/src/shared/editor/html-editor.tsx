import { html } from '@codemirror/lang-html';
import type { BodyEditorProps } from './body-editors.ts';
import { CodeEditor } from './code-editor.tsx';

const language = [html()];

export default function HtmlEditor(props: BodyEditorProps) {
  return <CodeEditor {...props} language={language} />;
}
