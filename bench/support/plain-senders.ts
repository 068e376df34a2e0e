import { createTransport } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { compileCampaign } from '../../server/src/messages/compile-campaign.ts';
import { htmlToText } from '../../server/src/messages/html-to-text.ts';
import { newMessageId } from '../../server/src/messages/message-id.ts';
import { attributes, type Mail } from './world.ts';

/** What people use without Sluice. */
export interface PlainSender {
  /** @param lane Which of the connections; who has a pool pays no heed. */
  send(lane: number, index: number): Promise<void>;
  stop(): Promise<void>;
}

const from = { name: 'Sluice News', address: 'news@example.com' };

function readerOf(index: number) {
  const attribs = Object.fromEntries(attributes.map((name) => [name, `${name} of this reader`]));
  const uuid = '6f1c2e52-0000-4000-8000-000000000002';
  const unsubscribeUrl = `https://mail.example.com/subscription/c/${index}?t=q0m1b5Xv7rV3mE6o0cB1mC3q9n2k5t8w1y4a7d0f3h6`;
  return { uuid, email: `reader${index}@example.com`, name: `Reader Number ${index}`, attribs, unsubscribeUrl };
}

/** nodemailer's pool: `sendMail` of the same mail, its variables put in by one pass of `replace`. */
export function nodemailerPool(ports: readonly number[], connections: number, mail: Mail): PlainSender {
  const transports = ports.map((port) =>
    createTransport({
      ...{ host: '127.0.0.1', port, ignoreTLS: true, pool: true },
      ...{ maxConnections: connections / ports.length, maxMessages: Number.POSITIVE_INFINITY },
    }),
  );
  const text = htmlToText(mail.body);
  return {
    async send(lane, index) {
      const { email, name, attribs, unsubscribeUrl } = readerOf(index);
      const values: Record<string, string> = {
        'subscriber.first_name': 'Reader',
        'subscriber.name': name,
        'subscriber.email': email,
        unsubscribe_url: unsubscribeUrl,
        ...Object.fromEntries(Object.entries(attribs).map(([key, value]) => [`subscriber.attribs.${key}`, value])),
      };
      const fill = (template: string) => template.replace(/\{\{ ([\w.]+) \}\}/g, (_, key: string) => values[key] ?? '');
      await transports[lane % transports.length]!.sendMail({
        ...{ from, to: { name, address: email }, subject: fill(mail.subject), html: fill(mail.body), text: fill(text) },
        messageId: newMessageId(from.address, `${index}`),
        headers: {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          Precedence: 'bulk',
        },
      });
    },
    async stop() {
      for (const transport of transports) transport.close();
    },
  };
}

/** nodemailer's SMTPConnection, given messages that were made before: nothing but SMTP. */
export async function bareConnections(ports: readonly number[], count: number, mail: Mail): Promise<PlainSender> {
  const connections = await Promise.all(
    Array.from({ length: count }, (_, lane) => openTo(ports[lane % ports.length]!)),
  );
  const campaign = compileCampaign({
    ...{
      uuid: '6f1c2e52-0000-4000-8000-000000000001',
      name: 'Spring',
      ...mail,
      fromEmail: 'Sluice News <news@example.com>',
    },
    ...{ contentType: 'html', altbody: null, templateBody: null, headers: [], list: null },
  });
  const messages = Array.from({ length: 100 }, (_, index) => {
    const messageId = newMessageId(from.address, `${index}`);
    const sender = { address: from.address, messageId, date: new Date(), headers: [], unsubscribeHeader: true };
    return campaign.message(readerOf(index), sender);
  });
  return {
    send: (lane, index) =>
      new Promise((resolve, reject) => {
        const { raw, from, to } = messages[index % messages.length]!;
        connections[lane]!.send({ from, to }, raw, (error) => (error ? reject(error) : resolve()));
      }),
    async stop() {
      for (const connection of connections) connection.quit();
    },
  };
}

function openTo(port: number): Promise<SMTPConnection> {
  const connection = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true });
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}
