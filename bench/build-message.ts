/**
 * How fast one email is made: Sluice's splice, rendering included, beside nodemailer's MailComposer, which is given
 * subject and bodies already rendered.
 *
 * `--size`: messages; 20,000 unless given.
 */
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { compileCampaign, type Recipient, type Sender } from '../server/src/messages/compile-campaign.ts';
import { newMessageId } from '../server/src/messages/message-id.ts';
import { compare, type ScenarioOptions, type ScenarioResult } from './support/scenario.ts';

export const title = 'One message made';

const paragraph =
  '<p style="font: 16px/1.5 sans-serif">Spring is here, and with it our new catalogue: 24 pages of café tables.</p>\n';
const compiled = compileCampaign({
  uuid: '6f1c2e52-0000-4000-8000-000000000001',
  name: 'Spring',
  subject: 'Spring has come, {{ subscriber.first_name }}',
  fromEmail: 'Sluice News <news@example.com>',
  contentType: 'html',
  body: `<h1>Dear {{ subscriber.name }},</h1>\n${paragraph.repeat(15)}<p>See you in {{ subscriber.attribs.city | default: "town" }}.</p>`,
  altbody: null,
  templateBody: `<html><body>{{ content }}\n${paragraph.repeat(15)}<a href="{{ unsubscribe_url }}">Unsubscribe</a></body></html>`,
  headers: [],
  list: { uuid: '6f1c2e52-0000-4000-8000-000000000003', name: 'Readers' },
});
const serverHeaders: Sender['headers'] = [];

function recipientOf(index: number): Recipient {
  return {
    uuid: '6f1c2e52-0000-4000-8000-000000000002',
    email: `reader${index}@example.org`,
    name: `Reader Número ${index}`,
    attribs: { city: 'Utrecht' },
    unsubscribeUrl: `https://mail.example.com/subscription/c/${index}?t=q0m1b5Xv7rV3mE6o0cB1mC3q9n2k5t8w1y4a7d0f3h6`,
  };
}

function splice(index: number): number {
  const messageId = newMessageId('adam@mail2.example.com', `${index}`);
  const sender: Sender = {
    ...{ address: 'adam@mail2.example.com', messageId, date: new Date(), headers: serverHeaders },
    unsubscribeHeader: true,
  };
  return compiled.message(recipientOf(index), sender).raw.length;
}

const previews = Array.from({ length: 100 }, (_, index) => compiled.preview(recipientOf(index), new Date()));

async function compose(index: number): Promise<number> {
  const { email, name, unsubscribeUrl } = recipientOf(index);
  const { subject, html, text } = previews[index % previews.length]!;
  const composer = new MailComposer({
    from: { name: 'Sluice News', address: 'adam@mail2.example.com' },
    to: { name, address: email },
    replyTo: 'news@example.com',
    subject,
    text,
    html: html!,
    messageId: newMessageId('adam@mail2.example.com', `${index}`),
    headers: { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  });
  return (await composer.compile().build()).length;
}

async function measure(messages: number, build: (index: number) => number | Promise<number>) {
  for (let index = 0; index < messages / 10; index++) await build(index);
  let bytes = 0;
  const startedAt = performance.now();
  for (let index = 0; index < messages; index++) bytes += await build(index);
  return { perSecond: (messages / (performance.now() - startedAt)) * 1000, bytes: bytes / messages };
}

export async function run({ quick, size }: ScenarioOptions): Promise<ScenarioResult> {
  const messages = size ?? (quick ? 5_000 : 20_000);
  const ours = await measure(messages, splice);
  const theirs = await measure(messages / 5, compose);
  return {
    comparisons: [
      compare({
        ...{ what: 'made, rendered', measured: ours.perSecond, reference: theirs.perSecond, unit: 'messages/s' },
        ...{ against: 'MailComposer, rendered before', target: null },
      }),
    ],
    about: `${messages} messages of ${Math.round(ours.bytes)} bytes`,
  };
}
