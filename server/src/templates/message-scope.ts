/** What a campaign's templates can name: the scope of one message, and the list that a save is checked against. */
export interface MessageScope {
  subscriber: {
    uuid: string;
    email: string;
    name: string;
    first_name: string;
    last_name: string;
    attribs: Record<string, unknown>;
  };
  campaign: { uuid: string; name: string; subject: string; from_email: string };
  unsubscribe_url: string;
  now: Date;
}

export type ScopedSubscriber = Pick<MessageScope['subscriber'], 'uuid' | 'email' | 'name' | 'attribs'>;

/** A subscriber as templates see one: the name also taken apart into its first and, if there is another, last word. */
export function scopedSubscriber({ uuid, email, name, attribs }: ScopedSubscriber): MessageScope['subscriber'] {
  const words = name.trim().split(/\s+/);
  const last_name = words.length > 1 ? words.at(-1)! : '';
  return { uuid, email, name, first_name: words[0]!, last_name, attribs };
}

/** The scope of the trial render that every template passes before it is saved. */
export const sampleScope: MessageScope = {
  subscriber: scopedSubscriber({
    uuid: '00000000-0000-4000-8000-000000000000',
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    attribs: {},
  }),
  campaign: {
    uuid: '00000000-0000-4000-8000-000000000001',
    name: 'Sample',
    subject: 'Sample',
    from_email: 'Sample <sample@example.com>',
  },
  unsubscribe_url: 'https://example.com/unsubscribe',
  now: new Date(0),
};

/** Attributes are the operator's own: any path below this one is known. */
const freeForm = 'subscriber.attribs';

const knownPaths = new Set(
  Object.entries(sampleScope).flatMap(([root, value]) =>
    typeof value === 'object' && !(value instanceof Date) ? Object.keys(value).map((key) => `${root}.${key}`) : [root],
  ),
);

/** For error messages: every variable there is. */
export const knownVariables = [...knownPaths].map((path) => (path === freeForm ? `${path}.*` : path)).join(', ');

/** Whether a template may name this variable. A string's `size` is part of the language. */
export function isKnownVariable(path: readonly unknown[]): boolean {
  const [root, key] = path;
  if (`${root}.${key}` === freeForm) return true;
  const named = path.at(-1) === 'size' ? path.slice(0, -1) : path;
  return knownPaths.has(named.join('.'));
}
