import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { messageOf } from './message-of.ts';

/** What an input of Mantine's is given. */
export interface FieldProps<Value> {
  name: string;
  value: Value;
  onChange: (value: Value | { currentTarget: { value: string } }) => void;
  error: string | null;
}

export interface ApiForm<Values extends object> {
  values: Values;
  /** Whether anything differs from `initial`. */
  isDirty: boolean;
  isSubmitting: boolean;
  /** Of the last submission, unless it belongs to a field of the form: show it above the form. */
  failure: unknown;
  /** The props of the input of `key`: spread them. */
  field<Key extends keyof Values & string>(key: Key): FieldProps<Values[Key]>;
  /** The error at the field, for inputs that `field` does not fit. */
  errorOf(key: keyof Values & string): string | null;
  set(changes: Partial<Values>): void;
  /** Of the values that differ from `initial`, only those. */
  changes(): Partial<Values>;
  reset(): void;
  onSubmit(event?: FormEvent): void;
}

/**
 * A form whose keys are the API's, so that an error names the input at which it is shown. After a submission that
 * succeeded, what was submitted is the new initial state.
 *
 * @param initial May change, when the server's state does: fields that were not edited follow it.
 * @param check Errors by key that are found before the API is asked.
 */
export function useApiForm<Values extends object>({
  initial,
  check = () => ({}),
  submit,
}: {
  initial: Values;
  check?: (values: Values) => Partial<Record<keyof Values & string, string>>;
  submit: (values: Values, changes: Partial<Values>) => Promise<unknown>;
}): ApiForm<Values> {
  const [edited, setEdited] = useState<Partial<Values>>({});
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [isSubmitting, setIsSubmitting] = useState(false);

  const values = { ...initial, ...edited };
  const differing = (Object.keys(edited) as (keyof Values)[]).filter((key) => !isSame(edited[key], initial[key]));
  const changes = () => Object.fromEntries(differing.map((key) => [key, edited[key]])) as Partial<Values>;

  function set(more: Partial<Values>) {
    setEdited((before) => ({ ...before, ...more }));
    setErrors((before) => ({ ...before, ...Object.fromEntries(Object.keys(more).map((key) => [key, undefined])) }));
  }

  async function send() {
    const found = check(values);
    setErrors(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    setIsSubmitting(true);
    try {
      await submit(values, changes());
      setEdited({});
    } catch (error) {
      const key = error instanceof ApiError ? keyOf(error.field, initial) : undefined;
      if (key === undefined) setFailure(error);
      else setErrors({ [key]: (error as ApiError).field === key ? (error as ApiError).expectation : messageOf(error) });
    } finally {
      setIsSubmitting(false);
    }
  }

  return {
    values,
    isDirty: differing.length > 0,
    isSubmitting,
    failure,
    field: (key) => ({
      name: key,
      value: values[key],
      onChange: (value) => set({ [key]: isEvent(value) ? value.currentTarget.value : value } as Partial<Values>),
      error: errors[key] ?? null,
    }),
    errorOf: (key) => errors[key] ?? null,
    set,
    changes,
    reset() {
      setEdited({});
      setErrors({});
      setFailure(null);
    },
    onSubmit(event) {
      event?.preventDefault();
      void send();
    },
  };
}

/** The input that an error is about: `limits` has that of `limits[0].period`. */
const keyOf = (field: string | null, initial: object): string | undefined =>
  Object.keys(initial).find((key) => field === key || field?.startsWith(`${key}[`) || field?.startsWith(`${key}.`));

const isEvent = (value: unknown): value is { currentTarget: { value: string } } =>
  typeof value === 'object' && value !== null && 'currentTarget' in value;

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
