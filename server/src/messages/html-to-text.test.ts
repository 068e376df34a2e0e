import { expect, test } from 'vitest';
import { htmlToText } from './html-to-text.ts';
import { markdownToHtml } from './markdown.ts';

test('keeps what a reader needs of HTML', () => {
  const html = `<!doctype html><html><head><title>x</title><style>p { color: red }</style></head><body>
    <!-- a > comment --><h1>News &amp; more</h1>
    <p>Hi {{ subscriber.first_name | default: "<friend>" }},<br>read
    <a class="x" href="https://example.com/?a=1&amp;b=2"><b>this</b></a> at 1 < 2.</p>
    <ul><li>One</li><li>Two&#33;</li></ul><img src="x.png" alt="A cat">
    <a href="{{ unsubscribe_url }}">Unsubscribe</a> <a href='https://example.com'>https://example.com</a></body></html>`;
  expect(htmlToText(html)).toBe(
    [
      'News & more',
      '',
      'Hi {{ subscriber.first_name | default: "<friend>" }},',
      'read this ( https://example.com/?a=1&b=2 ) at 1 < 2.',
      '',
      '- One',
      '- Two!',
      '',
      'A cat Unsubscribe ( {{ unsubscribe_url }} ) https://example.com',
    ].join('\n'),
  );
});

test.each(['<!--', '<a href="x">', '<', '<script>', '<p'])('takes linear time on a flood of %s', (piece) => {
  htmlToText(piece.repeat(200_000));
});

test('makes HTML of Markdown without touching Liquid', () => {
  const markdown = `# Hi {{ subscriber.name | default: "you" }}

{% if subscriber.attribs.vip %}

Some **bold** [link]({{ unsubscribe_url }})

{% endif %}`;
  const html = markdownToHtml(markdown);
  expect(html).toContain('<h1>Hi {{ subscriber.name | default: "you" }}</h1>');
  expect(html).toContain('<strong>bold</strong> <a href="{{ unsubscribe_url }}">link</a>');
  expect(html).toMatch(/^\{% if subscriber\.attribs\.vip %\}$/m);
  expect(html).toMatch(/^\{% endif %\}$/m);
});
