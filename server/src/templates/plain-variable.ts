import type { Template } from 'liquidjs';
import type { MessageScope } from './message-scope.ts';

/**
 * What a variable is in a message, as it is printed; `undefined` where only Liquid knows: it is a list or an object, a date, or
 * longer than usual.
 */
export type PlainVariable = (scope: MessageScope) => string | undefined;

/** Liquid reads these from more than an object's own properties. */
const readByLiquid = ['size', 'first', 'last'];
/** Longer values count against the bounds of a render. */
const longest = 10_000;

/** The parts of Liquid's node for `{{ … }}` that tell what is printed. */
interface OutputNode {
  value: { initial: { postfix: readonly unknown[] }; filters: readonly { handler: unknown }[] };
}

interface PropertyAccess {
  variable: unknown;
  props: readonly { content: unknown }[];
}

/**
 * Reads `{{ a.b.c }}` without Liquid, whose general way takes ten times as long; `null` for any other node.
 *
 * @param escaping Liquid's filter that is applied to every output that does not end in `raw`; `undefined` in texts.
 */
export function plainVariable(node: Template, escaping: unknown): PlainVariable | null {
  if (!isOutput(node)) return null;
  const { initial, filters } = node.value;
  const path = initial.postfix.length === 1 ? pathOf(initial.postfix[0]) : null;
  if (path === null || filters.length > 1 || filters.some(({ handler }) => handler !== escaping)) return null;
  return filters.length === 0 ? (scope) => printed(scope, path) : (scope) => escaped(printed(scope, path));
}

/** Whether a node is `{{ … }}`, which changes nothing for those after it. */
export function isOutput(node: Template): node is Template & OutputNode {
  const { value } = node as unknown as { value?: { initial?: { postfix?: unknown }; filters?: unknown } };
  return Array.isArray(value?.initial?.postfix) && Array.isArray(value.filters);
}

function pathOf(token: unknown): string[] | null {
  const { variable, props } = token as Partial<PropertyAccess>;
  if (variable !== undefined || !Array.isArray(props)) return null;
  const path = props.map(({ content }) => content);
  return path.every((key) => typeof key === 'string' && !readByLiquid.includes(key)) ? path : null;
}

function printed(scope: MessageScope, path: readonly string[]): string | undefined {
  let value: unknown = scope;
  for (const key of path) {
    if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    if (value === null || !Object.hasOwn(value, key)) return '';
    value = (value as Record<string, unknown>)[key];
  }
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' || typeof value === 'function') return undefined;
  const text = String(value);
  return text.length > longest ? undefined : text;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

function escaped(text: string | undefined): string | undefined {
  return text?.replace(/[&<>"']/g, (character) => entities[character]!);
}
