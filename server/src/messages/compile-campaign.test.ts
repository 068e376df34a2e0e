import fc from 'fast-check';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { type CampaignSource, compileCampaign, type Recipient, type Sender } from './compile-campaign.ts';
import { newMessageId } from './message-id.ts';

const source: CampaignSource = {
  uuid: '6f1c2e52-0000-4000-8000-000000000001',
  name: 'Spring',
  subject: 'Hi {{ subscriber.first_name }}',
  fromEmail: 'Sluice News <news@example.com>',
  contentType: 'html',
  body: '<p>Dear {{ subscriber.name }},</p>\n<p><a href="{{ unsubscribe_url }}">Leave</a></p>',
  altbody: null,
  templateBody: null,
  headers: [],
  list: { uuid: '6f1c2e52-0000-4000-8000-000000000003', name: 'Readers, all' },
};
const recipient: Recipient = {
  uuid: '6f1c2e52-0000-4000-8000-000000000002',
  email: 'ada@example.org',
  name: 'Ada Lovelace',
  attribs: {},
  unsubscribeUrl: 'https://mail.example.com/subscription/c/s?t=abc&d=1',
};
const sender: Sender = {
  address: null,
  messageId: '<1@example.com>',
  date: new Date('2026-03-01T08:00:00Z'),
  headers: [],
  unsubscribeHeader: true,
};

function build(changes: Partial<CampaignSource> = {}, to: Partial<Recipient> = {}, by: Partial<Sender> = {}) {
  return compileCampaign({ ...source, ...changes }).message({ ...recipient, ...to }, { ...sender, ...by });
}

/** Header lines as sent, unfolded. */
function linesOf(raw: Buffer): string[] {
  const [head] = raw.toString().split('\r\n\r\n');
  return head!.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
}

const parse = (raw: Buffer): Promise<ParsedMail> =>
  simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true });
const mailboxes = (value: AddressObject | AddressObject[] | undefined) => [value!].flat().flatMap(({ value }) => value);
const withNewlines = (text: string) => text.replace(/\r\n?/g, '\n');
const normal = (text: string | undefined) => text && withNewlines(text).replace(/\n$/, '');

test('a body that names the subject says it as the recipient gets it', async () => {
  const body = '<title>{{ campaign.subject }}</title>';
  const compiled = compileCampaign({ ...source, body });
  expect(compiled.preview(recipient, sender.date).html).toBe('<title>Hi Ada</title>');
  expect(normal((await parse(build({ body }).raw)).html || '')).toBe('<title>Hi Ada</title>');
});

test('writes what a bulk sender owes, and each header once', () => {
  const lines = linesOf(build().raw);
  expect(lines).toEqual([
    'Date: Sun, 01 Mar 2026 08:00:00 +0000',
    'Message-ID: <1@example.com>',
    'From: Sluice News <news@example.com>',
    'To: Ada Lovelace <ada@example.org>',
    'Subject: Hi Ada',
    'List-Unsubscribe: <https://mail.example.com/subscription/c/s?t=abc&d=1>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'Precedence: bulk',
    'Feedback-ID: 6f1c2e52-0000-4000-8000-000000000001:6f1c2e52-0000-4000-8000-000000000003:campaign:sluice',
    'List-Id: "Readers, all" <6f1c2e52-0000-4000-8000-000000000003.example.com>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="=_6f1c2e52-0000-4000-8000-000000000001"',
  ]);
});

test('without the unsubscribe header, only the link in the body is left', () => {
  const text = build({}, {}, { unsubscribeHeader: false }).raw.toString();
  expect(text).not.toMatch(/^List-Unsubscribe/m);
  expect(text).toContain('https://mail.example.com/subscription/c/s');
});

test('carries HTML and, derived from it, text; values are escaped in the HTML alone', async () => {
  const mail = await parse(build({}, { name: 'A & B' }).raw);
  const url = 'https://mail.example.com/subscription/c/s?t=abc&d=1';
  expect(normal(mail.html as string)).toBe(
    `<p>Dear A &amp; B,</p>\n<p><a href="${url.replace('&', '&amp;')}">Leave</a></p>`,
  );
  expect(normal(mail.text)).toBe(`Dear A & B,\n\nLeave ( ${url} )`);
});

test('wraps the body in its template, whose links reach the text', async () => {
  const templateBody = '<html><body>{{ content }}<hr>{{ unsubscribe_url }}</body></html>';
  const mail = await parse(build({ templateBody, contentType: 'markdown', body: '**Hi** {{ subscriber.name }}' }).raw);
  expect(mail.html).toMatch(/^<html><body><p><strong>Hi<\/strong> Ada Lovelace<\/p>\s*<hr>https/);
  expect(normal(mail.text)).toBe(`Hi Ada Lovelace\n\n${recipient.unsubscribeUrl}`);
});

test('keeps an altbody as it is written', async () => {
  expect(normal((await parse(build({ altbody: 'Plain, {{ subscriber.name }} <3' }).raw)).text)).toBe(
    'Plain, Ada Lovelace <3',
  );
});

test('sends a plain campaign as one part', async () => {
  const { raw } = build({ contentType: 'plain', body: 'Hi {{ subscriber.name }} <3', templateBody: 'no content' });
  expect(linesOf(raw)).toContain('Content-Type: text/plain; charset=utf-8');
  const mail = await parse(raw);
  expect([normal(mail.text), mail.html]).toEqual(['Hi Ada Lovelace <3', false]);
});

test('a server’s address replaces the campaign’s, which then takes the replies', () => {
  const { raw, from } = build({}, {}, { address: 'adam@mail2.example.com' });
  expect(from).toBe('adam@mail2.example.com');
  expect(linesOf(raw)).toContain('From: Sluice News <adam@mail2.example.com>');
  expect(linesOf(raw)).toContain('Reply-To: news@example.com');
});

test.each([
  ['the campaign’s own address', {}, {}],
  ['the same address on the server', {}, { address: 'news@example.com' }],
])('sets no Reply-To for %s', (_, campaign, by) => {
  const { raw, from } = build(campaign, {}, by);
  expect(from).toBe('news@example.com');
  expect(linesOf(raw).join('\n')).not.toContain('Reply-To');
});

test('a campaign’s or server’s own Reply-To stands alone, the campaign’s first', () => {
  const replyTo = (value: string) => [{ name: 'reply-to', value }];
  const repliesOf = ({ raw }: { raw: Buffer }) => linesOf(raw).filter((line) => /^reply-to/i.test(line));
  const address = 'adam@mail2.example.com';
  const server = { address, headers: replyTo('server@example.com') };
  expect(repliesOf(build({}, {}, server))).toEqual(['reply-to: server@example.com']);
  expect(repliesOf(build({ headers: replyTo('own@example.com') }, {}, server))).toEqual(['reply-to: own@example.com']);
});

test('custom headers are added, and replace the defaults that may be replaced', () => {
  const headers = [
    { name: 'X-Tag', value: 'ü' },
    { name: 'precedence', value: 'list' },
  ];
  const lines = linesOf(build({ headers }).raw);
  expect(lines).toContain('X-Tag: =?UTF-8?B?w7w=?=');
  expect(lines.filter((line) => /^precedence/i.test(line))).toEqual(['precedence: list']);
});

test.each([
  [{ name: 'X-Tag', value: 'a\r\nBcc: b@example.com' }, 'headers.0: must have a value of one line'],
  [{ name: 'X Tag', value: 'a' }, 'headers.0: must have a name'],
  [{ name: 'X-Tag\r\nBcc', value: 'a' }, 'headers.0: must have a name'],
  [{ name: 'X:Tag', value: 'a' }, 'headers.0: must have a name'],
  [{ name: '', value: 'a' }, 'headers.0: must have a name'],
  [{ name: 'from', value: 'a' }, 'headers.0: must not set from'],
  [{ name: 'Content-Language', value: 'a' }, 'headers.0: must not set Content-Language'],
  [{ name: 'LIST-UNSUBSCRIBE', value: 'a' }, 'headers.0: must not set LIST-UNSUBSCRIBE'],
])('refuses the header %j', (header, message) => {
  expect(() => build({ headers: [header] })).toThrow(message);
});

test.each([
  [{ subject: '{{ x }}' }, 'subject: line 1, column 4: unknown variable x'],
  [{ fromEmail: '{{ x }} <a@example.com>' }, 'from_email: line 1, column 4: unknown variable x'],
  [{ fromEmail: 'a@example' }, 'from_email: must be an email address'],
  [{ body: 'a\n{{ x }}' }, 'body: line 2, column 4: unknown variable x'],
  [{ altbody: '\n\n{{ x }}' }, 'altbody: line 3, column 4: unknown variable x'],
  [{ templateBody: '{{ content }}{{ x }}' }, 'template: line 1, column 17: unknown variable x'],
  [{ body: '{{ content }}' }, 'body: line 1, column 4: unknown variable content'],
  [{ contentType: 'markdown' as const, body: '# a\n\n> {{ x }}' }, 'body: line 3, column 6: unknown variable x'],
])('refuses the campaign %j', (changes, message) => expect(() => build(changes)).toThrow(message));

test('refuses a recipient whose address or link could break out of the message', () => {
  expect(() => build({}, { email: 'ada@example.org\r\nBcc: x@example.com' })).toThrow('email: must be');
  expect(() => build({}, { unsubscribeUrl: 'https://example.com/\r\nX: y' })).toThrow('unsubscribeUrl: must be');
  expect(() => build({}, {}, { messageId: '<a@b>\r\nX: y' })).toThrow('messageId: must be');
});

test('writes IDN domains as punycode and leaves a local part as it is', () => {
  const { raw, from, to } = build(
    { fromEmail: 'Bücher <info@bücher.example>' },
    { email: '用户@例え.テスト', name: '' },
  );
  expect([from, to]).toEqual(['info@xn--bcher-kva.example', '用户@xn--r8jz45g.xn--zckzah']);
  expect(linesOf(raw)).toContain('To: 用户@xn--r8jz45g.xn--zckzah');
  expect(newMessageId(from, 'u')).toBe('<u@xn--bcher-kva.example>');
});

test('a tag’s scope spans the fixed text within and after it', async () => {
  const body = '{% assign n = 2 %}a{% for i in (1..n) %} {{ i }}:x{% endfor %}{% if n > 5 %}no{% endif %} {{ n }}.';
  expect(normal((await parse(build({ contentType: 'plain', body }).raw)).text)).toBe('a 1:x 2:x 2.');
});

test('one message leaves nothing behind for the next', () => {
  const compiled = compileCampaign({ ...source, body: '{% increment n %}{% assign m = 1 %}{% break %}' });
  const once = () => compiled.message(recipient, sender).raw.toString();
  expect(once()).toBe(once());
});

test('previews the parts that it sends', () => {
  expect(compileCampaign({ ...source, body: '<b>{{ subscriber.name }}</b>' }).preview(recipient, sender.date)).toEqual({
    subject: 'Hi Ada',
    fromName: 'Sluice News',
    html: '<b>Ada Lovelace</b>',
    text: 'Ada Lovelace',
  });
});

const wild = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '.',
        ' ',
        ',',
        '"',
        '\\',
        '=',
        '=?utf-8?Q?x?=',
        '-',
        '--',
        '\r\n',
        '\n',
        '\r',
        '\t',
        '😀',
        'é',
        'X: y',
      ),
    )
    .map((pieces) => pieces.join('')),
  fc.tuple(fc.constantFrom('x', 'é', '漢', 'word '), fc.nat(1500)).map(([piece, count]) => piece.repeat(count)),
);
const asOneLine = (text: string) => text.replace(/[\p{Cc} ]+/gu, ' ').trim();

test('any name, subject and body arrive as they were, in lines that any server takes', async () => {
  await fc.assert(
    fc.asyncProperty(wild, wild, wild, async (name, title, body) => {
      const compiled = compileCampaign({
        ...source,
        subject: '{{ subscriber.attribs.title }}',
        fromEmail: '{{ subscriber.name }} <news@example.com>',
        body: '<pre>é {{ subscriber.attribs.body | raw }}\n.</pre>',
        altbody: '.{{ subscriber.attribs.body }}.\n.',
      });
      const { raw } = compiled.message({ ...recipient, name, attribs: { title, body } }, sender);
      const plainLines = linesOf(build().raw).length;
      expect(linesOf(raw)).toHaveLength(plainLines);

      const whole = raw.toString();
      expect(whole.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const line of whole.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(300);
      const bodyLines = whole.slice(whole.indexOf('\r\n\r\n') + 4).split('\r\n');
      for (const line of bodyLines) expect(line).toMatch(/^[\t -~]{0,76}$/);

      const mail = await parse(raw);
      expect(mail.subject ?? '').toBe(asOneLine(title));
      expect(mailboxes(mail.to)).toEqual([{ name: asOneLine(name), address: recipient.email }]);
      expect(mailboxes(mail.from)).toEqual([{ name: asOneLine(name), address: 'news@example.com' }]);
      // A value's own last CR is a line break, whatever the template goes on with.
      expect(normal(mail.text)).toBe(`.${withNewlines(body)}.\n.`);
      expect(normal(mail.html as string)).toBe(`<pre>é ${withNewlines(body)}\n.</pre>`);
    }),
    { numRuns: 300 },
  );
});

test('has no line break but CRLF, whatever is in it: the content is sent as it is', () => {
  const line = fc
    .array(fc.constantFrom('\r', '\n', '\r\n', '.', 'a', ' ', 'é', '=', '\u2028'), { maxLength: 12 })
    .map((all) => all.join(''));
  const inputs = fc.record({
    ...{ name: line, value: line, body: line, altbody: fc.option(line), template: fc.option(line) },
    contentType: fc.constantFrom('html' as const, 'plain' as const, 'markdown' as const, 'richtext' as const),
  });
  fc.assert(
    fc.property(inputs, ({ name, value, body, altbody, template, contentType }) => {
      const { raw } = build(
        {
          ...{ contentType, body: `${body}{{ subscriber.attribs.value }}${body}`, altbody, name, subject: `a${body}` },
          templateBody: template === null ? null : `${template}{{ content }}${template}`,
        },
        { name, attribs: { value } },
      );
      const text = raw.toString('latin1');
      expect(text).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
    }),
  );
});
