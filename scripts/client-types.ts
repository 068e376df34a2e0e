/*
 * The types of the web client, made from the OpenAPI document in the shape that openapi-fetch reads. Our own, because the
 * generators there are drive TypeScript's programming interface, which TypeScript 7 does not have; and our documents are
 * what TypeBox writes, which is a small part of JSON Schema. See docs/decisions/client-types.md.
 */

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  patternProperties?: Record<string, Schema>;
  default?: unknown;
  description?: string;
  $ref?: string;
}
interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  schema: Schema;
}
type Content = Record<string, { schema: Schema }>;
interface Operation {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { content?: Content }>;
}
export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** What a client sends may leave out what has a default; what it gets is complete. */
type Direction = 'sent' | 'received';

/** The text of `schema.d.ts`. @throws {Error} at a part of JSON Schema that it does not know. */
export function clientTypes({ paths, components }: OpenApiDocument): string {
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `    ${JSON.stringify(name)}: ${typeOf(schema, 'received', '    ')};\n`,
  );
  const operations = Object.entries(paths).map(
    ([path, methods]) => `  ${JSON.stringify(path)}: {\n${Object.entries(methods).map(operation).join('')}  };\n`,
  );
  return `// Made from openapi.json by \`npm run generate\`; do not edit.
export interface paths {
${operations.join('')}}
export interface components {
  schemas: {
${schemas.join('')}  };
}
`;
}

function operation([method, { parameters = [], requestBody, responses }]: [string, Operation]): string {
  const places = ['query', 'header', 'path', 'cookie'].map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    const isOptional = here.every(isOptionalParameter);
    const fields = here.map(
      (parameter) =>
        `${JSON.stringify(parameter.name)}${isOptionalParameter(parameter) ? '?' : ''}: ${typeOf(parameter.schema, 'sent', '      ')}${isOptionalParameter(parameter) ? ' | undefined' : ''}`,
    );
    return here.length === 0 ? `${place}?: never` : `${place}${isOptional ? '?' : ''}: { ${fields.join('; ')} }`;
  });
  const body = requestBody
    ? `requestBody${requestBody.required ? '' : '?'}: { content: ${contentOf(requestBody.content, 'sent')} };`
    : 'requestBody?: never;';
  const replies = Object.entries(responses).map(
    ([status, { content }]) =>
      `        ${status}: { headers: { [name: string]: unknown }; content${content ? '' : '?'}: ${content ? contentOf(content, 'received') : 'never'} };\n`,
  );
  return `    ${method}: {
      parameters: { ${places.join('; ')} };
      ${body}
      responses: {
${replies.join('')}      };
    };
`;
}

const isOptionalParameter = ({ required, schema }: Parameter): boolean => !required || schema.default !== undefined;

function contentOf(content: Content, direction: Direction): string {
  const kinds = Object.entries(content).map(
    ([kind, { schema }]) => `${JSON.stringify(kind)}: ${typeOf(schema, direction, '          ')}`,
  );
  return `{ ${kinds.join('; ')} }`;
}

function typeOf(schema: Schema, direction: Direction, indent: string): string {
  if (schema.$ref) return `components['schemas'][${JSON.stringify(schema.$ref.split('/').at(-1))}]`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => typeOf(one, direction, indent)))].join(' | ');
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length === 0) return 'unknown';
  return types.map((type) => plainType(type, schema, { direction, indent })).join(' | ');
}

function plainType(
  type: string,
  schema: Schema,
  { direction, indent }: { direction: Direction; indent: string },
): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `Array<${typeOf(schema.items ?? {}, direction, indent)}>`;
    case 'object':
      return objectType(schema, direction, indent);
    default:
      throw new Error(`client types: unknown type ${type}`);
  }
}

function objectType(schema: Schema, direction: Direction, indent: string): string {
  const { properties = {}, required = [], additionalProperties, patternProperties } = schema;
  const deeper = `${indent}  `;
  const fields = Object.entries(properties).map(([name, property]) => {
    const isOptional = !required.includes(name) || (direction === 'sent' && property.default !== undefined);
    const comment = property.description ? `${deeper}/** ${property.description.replaceAll('*/', '')} */\n` : '';
    return `${comment}${deeper}${JSON.stringify(name)}${isOptional ? '?' : ''}: ${typeOf(property, direction, deeper)}${isOptional ? ' | undefined' : ''};\n`;
  });
  const more = patternProperties ? Object.values(patternProperties)[0]! : additionalProperties;
  if (more && typeof more === 'object') fields.push(`${deeper}[key: string]: ${typeOf(more, direction, deeper)};\n`);
  else if (more === true || fields.length === 0) fields.push(`${deeper}[key: string]: unknown;\n`);
  return `{\n${fields.join('')}${indent}}`;
}
