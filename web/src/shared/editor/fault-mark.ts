import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Marks the line of that number, from 1; `null` marks none. */
export const showFault = StateEffect.define<number | null>();

const mark = Decoration.line({ class: 'code-editor-fault' });

/** The line in which something is wrong stands out until it is changed. */
export const faultMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, changes, state }) {
    const told = effects.findLast((effect) => effect.is(showFault));
    return told ? marksOf(state, told.value as number | null) : marks.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf({ doc }: EditorState, line: number | null): DecorationSet {
  return line === null || line < 1 || line > doc.lines
    ? Decoration.none
    : Decoration.set(mark.range(doc.line(line).from));
}
