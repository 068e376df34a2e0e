import { Context, type Emitter, type Template, toValueSync } from 'liquidjs';
import { atFault, engineFor, type ParsedTemplate, sendLimits } from './liquid.ts';
import type { MessageScope } from './message-scope.ts';
import { isOutput, plainVariable } from './plain-variable.ts';

/** A template whose fixed text was encoded once; a call renders and encodes only what varies. */
export type Splice = (scope: MessageScope) => string;

/** A content encoding that works piece by piece: the whole is the encoded pieces, put together by `join`. */
export interface PieceEncoding {
  encode(text: string): string;
  join(pieces: readonly string[]): string;
}

/** What is printed as it is: no encoding at all. */
export const plainText: PieceEncoding = { encode: (text) => text, join: (pieces) => pieces.join('') };

/** Prepares a template so that the text outside its tags is encoded once, and plain variables are put in without Liquid. */
export function compileSplice({ field, output, nodes }: ParsedTemplate, encoding: PieceEncoding): Splice {
  const engine = engineFor(output);
  const prepared = nodes.map((node) => (isFixedText(node) ? new EncodedText(node, encoding) : node));
  const render = (some: Template[], context: Context, emitter: Emitter) =>
    void toValueSync(engine.renderer.renderTemplates(some, context, emitter));
  const contextOf = (scope: MessageScope) =>
    new Context({ ...scope }, engine.options, { sync: true, ...sendLimits }, { liquid: engine });

  const hasTags = prepared.some((node) => !(node instanceof EncodedText || isOutput(node)));
  if (hasTags) {
    return (scope) =>
      atFault(field, () => {
        const emitter = new SplicingEmitter(encoding);
        render(prepared, contextOf(scope), emitter);
        return encoding.join(emitter.finish());
      });
  }
  const parts = prepared.map((node) => ({ node, plain: plainVariable(node, engine.options.outputEscape) }));
  return (scope) =>
    atFault(field, () => {
      const emitter = new SplicingEmitter(encoding);
      let context: Context | undefined;
      for (const { node, plain } of parts) {
        if (node instanceof EncodedText) {
          emitter.writeEncoded(node.encoded);
          continue;
        }
        const text = plain?.(scope);
        if (text !== undefined) {
          emitter.write(text);
          continue;
        }
        context ??= contextOf(scope);
        render([node], context, emitter);
      }
      return encoding.join(emitter.finish());
    });
}

/** Liquid's class for text between tags is not exported; it alone bears its text as `str`. */
function isFixedText(node: Template): node is Template & { str: string } {
  return 'str' in node && typeof node.str === 'string';
}

class EncodedText implements Template {
  readonly token: Template['token'];
  readonly encoded: string;

  constructor(node: Template & { str: string }, encoding: PieceEncoding) {
    this.token = node.token;
    this.encoded = encoding.encode(node.str);
  }

  render(_context: Context, emitter: Emitter): void {
    (emitter as SplicingEmitter).writeEncoded(this.encoded);
  }
}

/** Gathers what tags and variables write until the next encoded text, then encodes it in one piece. */
class SplicingEmitter implements Emitter {
  readonly #encoding: PieceEncoding;
  readonly #pieces: string[] = [];
  buffer = '';

  constructor(encoding: PieceEncoding) {
    this.#encoding = encoding;
  }

  write(value: unknown): void {
    this.buffer += asText(value);
  }

  writeEncoded(encoded: string): void {
    this.#flush();
    this.#pieces.push(encoded);
  }

  finish(): readonly string[] {
    this.#flush();
    return this.#pieces;
  }

  #flush(): void {
    if (this.buffer === '') return;
    this.#pieces.push(this.#encoding.encode(this.buffer));
    this.buffer = '';
  }
}

/** A value as Liquid prints it: nothing for null, an array's elements put together. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map(asText).join('') : String(value);
}
