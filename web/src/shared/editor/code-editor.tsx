import { syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { BodyEditorProps } from './body-editors.ts';
import './code-editor.css';
import { faultMark, showFault } from './fault-mark.ts';

/** CodeMirror. The tab key leaves it, as it leaves every field. @param props.language Must stay the same. */
export function CodeEditor(props: BodyEditorProps & { language: Extension }) {
  const { value, label, isReadOnly = false, fault = null, language } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const readOnly = useRef(new Compartment());
  const onChange = useEffectEvent(props.onChange);
  const first = useEffectEvent(() => ({ doc: value, readOnly: EditorState.readOnly.of(isReadOnly) }));

  useEffect(() => {
    const { doc, readOnly: initially } = first();
    const editor = new EditorView({
      parent: host.current!,
      doc,
      extensions: [
        basicSetup,
        language,
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        readOnly.current.of(initially),
        faultMark,
      ],
    });
    view.current = editor;
    return () => editor.destroy();
  }, [language, label]);

  useEffect(() => {
    const editor = view.current!;
    const present = editor.state.doc.toString();
    if (present !== value) editor.dispatch({ changes: { from: 0, to: present.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current!.dispatch({ effects: readOnly.current.reconfigure(EditorState.readOnly.of(isReadOnly)) });
  }, [isReadOnly]);

  const line = fault?.line ?? null;
  useEffect(() => {
    view.current!.dispatch({ effects: showFault.of(line) });
  }, [line]);

  return <div ref={host} className="code-editor" />;
}
