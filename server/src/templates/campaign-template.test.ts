import { expect, test } from 'vitest';
import { parseCampaignTemplate, wrapBody } from './campaign-template.ts';

test('puts the body where the template says', () => {
  const { source } = parseCampaignTemplate('body', '<main>{{- content -}}</main> {{ unsubscribe_url }}');
  expect(wrapBody(source, '$& {{ subscriber.name }}')).toBe(
    '<main>$& {{ subscriber.name }}</main> {{ unsubscribe_url }}',
  );
});

test.each([
  ['none', '<p>Hi</p>', 'body: must say with {{ content }}'],
  ['two', '{{ content }}\n {{ content }}', 'body: line 2, column 5: a second {{ content }}'],
  ['a filtered one', '{{ content | upcase }}', 'body: line 1, column 4: content must stand as'],
  ['a raw one', '{% raw %}{{ content }}{% endraw %}', 'body: must say with {{ content }}'],
  ['a fault elsewhere', '{{ content }}\n{{ oops }}', 'body: line 2, column 4: unknown variable oops'],
])('refuses %s', (_, source, message) => {
  expect(() => parseCampaignTemplate('body', source)).toThrow(message);
});
