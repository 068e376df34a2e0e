import { Context, type Emitter, type Template, toValueSync } from 'liquidjs';
import { atFault, engineFor, type ParsedTemplate, sendLimits } from './liquid.ts';
import type { MessageScope } from './message-scope.ts';

/** A template whose fixed text was encoded once; a call renders and encodes only what varies. */
export type Splice = (scope: MessageScope) => string;

/**
 * Prepares a template so that text outside its tags is encoded once.
 *
 * @param encode Must hold piecewise: the whole's encoding is the pieces' put together by `join`.
 * @param join Puts an encoded piece after what there is already.
 */
export function compileSplice(
  { field, output, nodes }: ParsedTemplate,
  encode: (text: string) => string,
  join: (before: string, piece: string) => string,
): Splice {
  const engine = engineFor(output);
  const prepared = nodes.map((node) => (isFixedText(node) ? new EncodedText(node, encode) : node));
  return (scope) =>
    atFault(field, () => {
      const context = new Context({ ...scope }, engine.options, { sync: true, ...sendLimits }, { liquid: engine });
      const emitter = new SplicingEmitter(encode, join);
      toValueSync(engine.renderer.renderTemplates(prepared, context, emitter));
      return emitter.finish();
    });
}

/** Liquid's class for text between tags is not exported; it alone bears its text as `str`. */
function isFixedText(node: Template): node is Template & { str: string } {
  return 'str' in node && typeof node.str === 'string';
}

class EncodedText implements Template {
  readonly token: Template['token'];
  readonly encoded: string;

  constructor(node: Template & { str: string }, encode: (text: string) => string) {
    this.token = node.token;
    this.encoded = encode(node.str);
  }

  render(_context: Context, emitter: Emitter): void {
    (emitter as SplicingEmitter).writeEncoded(this.encoded);
  }
}

/** Gathers what tags and variables write until the next encoded text, then encodes it in one piece. */
class SplicingEmitter implements Emitter {
  readonly #encode: (text: string) => string;
  readonly #join: (before: string, piece: string) => string;
  #varying = '';
  buffer = '';

  constructor(encode: (text: string) => string, join: (before: string, piece: string) => string) {
    this.#encode = encode;
    this.#join = join;
  }

  write(value: unknown): void {
    this.#varying += asText(value);
  }

  writeEncoded(encoded: string): void {
    this.#flush();
    this.buffer = this.#join(this.buffer, encoded);
  }

  finish(): string {
    this.#flush();
    return this.buffer;
  }

  #flush(): void {
    if (this.#varying === '') return;
    this.buffer = this.#join(this.buffer, this.#encode(this.#varying));
    this.#varying = '';
  }
}

/** A value as Liquid prints it: nothing for null, an array's elements put together. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map(asText).join('') : String(value);
}
