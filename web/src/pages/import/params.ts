import type { Schema } from '../../api/client.ts';

/** What an import is told beside its file, as the API takes it. */
export interface ImportParams {
  mode: Schema<'Import'>['mode'];
  subscription_status: 'unconfirmed' | 'confirmed';
  lists: number[];
  overwrite: boolean;
  /** Absent: found in the header line. */
  delim?: Schema<'ImportPreview'>['separator'];
  /** Header to `email`, `name`, `attributes`, an attribute's name, or nothing, which leaves the column out. */
  mapping: Record<string, string>;
}

export const initialParams: ImportParams = {
  mode: 'subscribe',
  subscription_status: 'unconfirmed',
  lists: [],
  overwrite: true,
  mapping: {},
};

export const columnKinds = ['email', 'name', 'attributes', 'attribute', 'ignored'] as const;
export type ColumnKind = (typeof columnKinds)[number];

const known: Record<string, ColumnKind> = { email: 'email', 'e-mail': 'email', name: 'name', attributes: 'attributes' };

/** What the API makes of a column: of itself, or as the mapping says. The names of headers are the same in any case. */
export function columnOf(header: string, mapping: ImportParams['mapping']): { kind: ColumnKind; attribute: string } {
  const target = mapping[header] ?? header.trim();
  const kind = known[target.toLowerCase()] ?? (target === '' ? 'ignored' : 'attribute');
  return { kind, attribute: kind === 'attribute' ? target : '' };
}

/** The mapping with that column made into something else; an attribute is named after its header at first. */
export function mapped(mapping: ImportParams['mapping'], header: string, kind: ColumnKind): ImportParams['mapping'] {
  const target = { email: 'email', name: 'name', attributes: 'attributes', ignored: '', attribute: header.trim() }[
    kind
  ];
  return { ...mapping, [header]: target };
}

/** A multipart form of these params and, after them, the file. */
export function importForm(params: ImportParams, file: Blob, name: string): FormData {
  const form = new FormData();
  form.append('params', JSON.stringify(params));
  form.append('file', file, name);
  return form;
}
