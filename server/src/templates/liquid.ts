import { Liquid, LiquidError, type Template, type Variable } from 'liquidjs';
import { AppError } from '../errors.ts';
import { isKnownVariable, knownVariables, type MessageScope, sampleScope } from './message-scope.ts';

/** What a template makes: in `html` a value is escaped unless it ends in `| raw`, in `text` nothing is. */
export type TemplateOutput = 'html' | 'text';

/** A template that has passed `parseTemplate`. */
export interface ParsedTemplate {
  readonly field: string;
  readonly source: string;
  readonly output: TemplateOutput;
  readonly nodes: Template[];
}

/** Bounds on one render: time in ms, and memory in characters and array elements made by filters and ranges. */
export interface RenderLimits {
  renderLimit: number;
  memoryLimit: number;
}

/** A template that needs this much for the sample subscriber is a runaway loop. */
const trialLimits: RenderLimits = { renderLimit: 500, memoryLimit: 1_000_000 };

/** Roomier than the trial, so that a busy machine does not fail a message that passed it. */
export const sendLimits: RenderLimits = { renderLimit: 5_000, memoryLimit: 10_000_000 };

const maxSourceLength = 2_000_000;

/** Tags that read other templates: there are none to read, and files are not for templates. */
const refusedTags = ['include', 'render', 'layout', 'block'];

function createEngine(output: TemplateOutput): Liquid {
  const engine = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: maxSourceLength,
    templates: {},
    timezoneOffset: 'UTC',
    locale: 'en-US',
    ...(output === 'html' && { outputEscape: 'escape' }),
  });
  for (const tag of refusedTags) delete engine.tags[tag];
  return engine;
}

const engines: Record<TemplateOutput, Liquid> = { html: createEngine('html'), text: createEngine('text') };

/** Liquid with its bounds, for that output. */
export function engineFor(output: TemplateOutput): Liquid {
  return engines[output];
}

/**
 * Parses a template and makes sure that it can be sent: syntax, filters, variables, and a trial render for a sample
 * subscriber within tight limits. Attributes that a subscriber lacks render as nothing.
 *
 * @param field The field the source came from; it leads the message and is in the details.
 * @param extraVariables Names this field knows beyond those of every message.
 * @throws {AppError} `invalid`, with `{ field, line, column }` (both from 1) of the first fault.
 */
export function parseTemplate(
  field: string,
  source: string,
  output: TemplateOutput,
  extraVariables: readonly string[] = [],
): ParsedTemplate {
  const engine = engines[output];
  return atFault(field, () => {
    const nodes = engine.parse(source.replace(/\r\n?/g, '\n'));
    refuseUnknownVariables(field, variablesOf(nodes), extraVariables);
    engine.renderSync(nodes, { ...sampleScope }, trialLimits);
    return { field, source, output, nodes };
  });
}

/** Variables that a template takes from outside itself, in the order of their places. */
export function variablesOf(nodes: Template[]): Variable[] {
  const { globals } = engines.text.analyzeSync(nodes, { partials: false });
  return Object.values(globals)
    .flat()
    .sort((a, b) => a.location.row - b.location.row || a.location.col - b.location.col);
}

/** Renders to plain text or HTML. @throws {AppError} `invalid` if the render fails or breaks `sendLimits`. */
export function renderTemplate({ field, output, nodes }: ParsedTemplate, scope: MessageScope): string {
  return atFault(field, () => engines[output].renderSync(nodes, { ...scope }, sendLimits));
}

/** Runs `work`, turning what Liquid throws into an `invalid` error that names the place. */
export function atFault<T>(field: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (!LiquidError.is(error)) throw invalidAt(field, { line: 1, column: 1 }, explain(error));
    const [line, column] = error.token.getPosition();
    throw invalidAt(field, { line: line!, column: column! }, explain(error));
  }
}

/** An `invalid` error at a place in a template. */
export function invalidAt(field: string, { line, column }: { line: number; column: number }, fault: string): AppError {
  return new AppError('invalid', `${field}: line ${line}, column ${column}: ${fault}`, { field, line, column });
}

function refuseUnknownVariables(field: string, variables: readonly Variable[], extra: readonly string[]): void {
  const unknown = variables.find(({ segments }) => !isKnownVariable(segments) && !extra.includes(segments.join('.')));
  if (!unknown) return;
  const { row, col } = unknown.location;
  const known = [...extra, knownVariables].join(', ');
  throw invalidAt(field, { line: row, column: col }, `unknown variable ${unknown}; known are ${known}`);
}

/** Liquid's own words without its place, and without its name for an exceeded bound. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const fault = message.replace(/, line:\d+, col:\d+$/, '').replace(/^ENOENT: /, '');
  if (/(memory alloc|template render) limit exceeded/.test(fault)) return 'takes too long or too much memory to render';
  if (/parse length limit exceeded/.test(fault)) return `is longer than ${maxSourceLength} characters`;
  return fault;
}
