import serializers from '@fastify/fast-json-stringify-compiler';

/**
 * Compiles a schema when a request first needs it. Nobody asks all of the routes, and compiling them all would be a third of
 * what a start costs. That a schema can't be compiled is noticed by the test of its route.
 */
export function whenUsed<Definition, Value, Result>(
  compile: (definition: Definition) => (value: Value) => Result,
): (definition: Definition) => (value: Value) => Result {
  return (definition) => {
    let compiled: ((value: Value) => Result) | undefined;
    return (value) => {
      compiled ??= compile(definition);
      return compiled(value);
    };
  };
}

/** Fastify's own serializers, compiled {@link whenUsed}. */
export const buildSerializer: serializers.SerializerFactory = (schemas, options) =>
  whenUsed(serializers()(schemas, options));
