import type { BodyEditorProps } from './body-editors.ts';
import { CodeEditor } from './code-editor.tsx';

export default function PlainEditor(props: BodyEditorProps) {
  return <CodeEditor {...props} language={noLanguage} />;
}

const noLanguage: [] = [];
