import { Context, type Emitter, type Template, toValueSync } from 'liquidjs';
import { atFault, engineFor, type ParsedTemplate, sendLimits } from './liquid.ts';
import type { MessageScope } from './message-scope.ts';

/** A template whose fixed text was encoded once; a call renders and encodes only what varies. */
export type Splice = (scope: MessageScope) => string;

/** A content encoding that works piece by piece: the whole is the encoded pieces, put together by `join`. */
export interface PieceEncoding {
  encode(text: string): string;
  join(pieces: readonly string[]): string;
}

/** Prepares a template so that the text outside its tags is encoded once. */
export function compileSplice({ field, output, nodes }: ParsedTemplate, encoding: PieceEncoding): Splice {
  const engine = engineFor(output);
  const prepared = nodes.map((node) => (isFixedText(node) ? new EncodedText(node, encoding) : node));
  return (scope) =>
    atFault(field, () => {
      const context = new Context({ ...scope }, engine.options, { sync: true, ...sendLimits }, { liquid: engine });
      const emitter = new SplicingEmitter(encoding);
      toValueSync(engine.renderer.renderTemplates(prepared, context, emitter));
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
