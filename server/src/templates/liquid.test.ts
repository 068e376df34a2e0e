import { expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { parseTemplate, renderTemplate } from './liquid.ts';
import { isKnownVariable, type MessageScope, sampleScope, scopedSubscriber } from './message-scope.ts';

const scopeWith = (attribs: Record<string, unknown>): MessageScope => ({
  ...sampleScope,
  subscriber: { ...sampleScope.subscriber, name: 'A & <B>', attribs },
});

function fault(source: string): unknown {
  try {
    parseTemplate('body', source, 'html');
  } catch (error) {
    if (error instanceof AppError) return { message: error.message, ...error.details };
    throw error;
  }
  return null;
}

const faults: [what: string, source: string, line: number, column: number, message: string][] = [
  ['an unknown variable', 'Hi\n\n  {{ subscriber.nmae }}', 3, 6, 'unknown variable subscriber.nmae; known are'],
  ['an unknown root', '{{ name }}', 1, 4, 'unknown variable name; known are subscriber.uuid'],
  ['a whole object', '{{ subscriber }}', 1, 4, 'unknown variable subscriber;'],
  ['a computed key', '{{ subscriber[subscriber.name] }}', 1, 4, 'unknown variable'],
  ['an unknown variable in a tag', '\n{% if campaign.nme %}x{% endif %}', 2, 7, 'unknown variable campaign.nme'],
  ['an unknown variable as an argument', '{{ now | date: fmt }}', 1, 16, 'unknown variable fmt'],
  ['a local before it is assigned', '{{ x }}{% assign x = 1 %}', 1, 4, 'unknown variable x'],
  ['a loop variable after the loop', '{% for i in (1..3) %}{% endfor %}{{ i }}', 1, 37, 'unknown variable i'],
  ['the first of several', '{{ b }}{{ a }}', 1, 4, 'unknown variable b'],
  ['an unknown filter', 'a\n{{ now | nope }}', 2, 1, 'undefined filter: nope'],
  ['an unclosed value', 'a\r\nb {{ now', 2, 3, 'not closed'],
  ['an unclosed tag', 'a\n {% if now %}b', 2, 2, 'not closed'],
  ['an empty condition', '{% if %}{% endif %}', 1, 6, 'invalid value expression'],
  ['an unknown tag', '{% foo %}', 1, 1, 'tag "foo" not found'],
  ['a file', '\n{% include "/etc/passwd" %}', 2, 1, 'tag "include" not found'],
  ['a rendered file', '{% render "a" %}', 1, 1, 'tag "render" not found'],
  ['a layout', '{% layout "a" %}', 1, 1, 'tag "layout" not found'],
  [
    'a loop without end',
    'x {% for i in (1..100000000) %}{{ i }}{% endfor %}',
    1,
    3,
    'takes too long or too much memory',
  ],
];

test.each(faults)('refuses %s, with its place', (_, source, line, column, message) => {
  expect(fault(source)).toMatchObject({ field: 'body', line, column });
  expect(fault(source)).toMatchObject({ message: expect.stringContaining(message) });
  expect(fault(source)).toMatchObject({ message: expect.stringMatching(`^body: line ${line}, column ${column}: `) });
});

test('refuses loops within loops that would take for ever', () => {
  const loops = '{% for i in (1..9999) %}'.repeat(3) + '{% endfor %}'.repeat(3);
  expect(fault(loops)).toMatchObject({ message: expect.stringContaining('takes too long') });
});

test('refuses a source that is too long', () => {
  expect(fault('x'.repeat(2_000_001))).toMatchObject({
    field: 'body',
    message: expect.stringContaining('longer than'),
  });
});

test.each([
  '{{ subscriber.attribs.city.name | upcase }} {{ subscriber.attribs["plan b"] }}',
  '{% for item in subscriber.attribs.items %}{{ item.title }} {{ forloop.index }}{% endfor %}',
  '{% assign x = subscriber.first_name %}{{ x }}{% capture y %}{{ x }}{% endcapture %}{{ y | size }}',
  '{% if subscriber.name.size > 3 and now != blank %}{{ now | date: "%Y" }}{% endif %}',
  '{{ subscriber.uuid }}{{ subscriber.email }}{{ campaign.name }}{{ campaign.from_email }}{{ unsubscribe_url }}',
])('accepts %s', (source) => expect(fault(source)).toBeNull());

test('escapes values in HTML unless told not to, and never in text', () => {
  const source = '{{ subscriber.name }} {{ subscriber.name | raw }}';
  expect(renderTemplate(parseTemplate('body', source, 'html'), scopeWith({}))).toBe('A &amp; &lt;B&gt; A & <B>');
  expect(renderTemplate(parseTemplate('body', source, 'text'), scopeWith({}))).toBe('A & <B> A & <B>');
});

test('renders an attribute that a subscriber lacks as nothing', () => {
  const parsed = parseTemplate('body', '[{{ subscriber.attribs.a.b }}]', 'text');
  expect(renderTemplate(parsed, scopeWith({}))).toBe('[]');
  expect(renderTemplate(parsed, scopeWith({ a: { b: 7 } }))).toBe('[7]');
});

test('hides what attributes inherit', () => {
  const parsed = parseTemplate('body', '[{{ subscriber.attribs.secret }}]', 'text');
  expect(renderTemplate(parsed, scopeWith(Object.create({ secret: 'x' })))).toBe('[]');
});

test('bounds a render by what a subscriber’s own data makes of it', () => {
  const source = '{% for i in (1..subscriber.attribs.n) %}{{ i }}{% endfor %}';
  const parsed = parseTemplate('body', source, 'text');
  expect(renderTemplate(parsed, scopeWith({ n: 3 }))).toBe('123');
  expect(() => renderTemplate(parsed, scopeWith({ n: 1e9 }))).toThrow('body: line 1, column 1: takes too long');
});

test('takes a name apart', () => {
  const named = (name: string) => scopedSubscriber({ uuid: '', email: '', name, attribs: {} });
  expect(named(' Ada King  Lovelace ')).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' });
  expect(named('Ada')).toMatchObject({ first_name: 'Ada', last_name: '' });
  expect(named('')).toMatchObject({ first_name: '', last_name: '' });
});

test('knows no variable by the name of an object’s own machinery', () => {
  expect(isKnownVariable(['subscriber', 'constructor'])).toBe(false);
  expect(isKnownVariable(['subscriber', 'email', 'x'])).toBe(false);
});
