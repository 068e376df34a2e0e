import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { invalid } from '../errors.ts';
import { normaliseEmail, parseAddress } from '../messages/address.ts';
import { dateHeader, header, textHeader } from '../messages/header-text.ts';
import { newMessageId } from '../messages/message-id.ts';
import { type ServerTest, testServer } from '../smtp/test-server.ts';
import { smtpServerFrom } from './configuration.ts';
import { columnsOf, isSameHostAndPort } from './save-settings.ts';
import type { Secrets } from './secret-box.ts';
import { loadSettings } from './settings-store.ts';
import { checkSmtpServer, type SmtpServerInput } from './smtp-server.ts';
import { allSmtpServers, type SmtpServerRow } from './smtp-server-store.ts';

/** What a test message came to, and which server it counts for. */
export interface SmtpServerTest extends ServerTest {
  /** The stored server that the message went to, by its host and port; `null` if there is none. */
  serverUuid: string | null;
  messageId: string;
}

/**
 * Sends one message through a server as it is given, saved or not, and reports the SMTP conversation.
 *
 * With the uuid of a stored server and a blank password the stored one is used, but only for the host, port and
 * username that it is stored with: it must not be possible to have it sent elsewhere.
 *
 * @param to Address of whoever is to get the message.
 * @throws {AppError} `invalid`, naming the field.
 */
export async function testSmtpServer(
  deps: Pick<Deps, 'sql' | 'clock' | 'secrets'>,
  input: SmtpServerInput,
  to: string,
): Promise<SmtpServerTest> {
  const checked = checkSmtpServer(input, '');
  const recipient = normaliseEmail(to, 'email');
  const all = await allSmtpServers(deps.sql);
  const stored = all.find(({ uuid }) => uuid === input.uuid);
  const passwordEncrypted = passwordToUse(deps.secrets, checked, stored);
  const server = smtpServerFrom({ ...columnsOf(checked), uuid: input.uuid ?? '', passwordEncrypted }, deps.secrets);

  const { 'app.from_email': accountFrom, 'app.site_name': siteName } = await loadSettings(deps.sql);
  const from = server.fromEmail || parseAddress(accountFrom, 'app.from_email').address;
  const messageId = newMessageId(from, randomUUID());
  const raw = Buffer.from(
    [
      header('From', from),
      header('To', recipient),
      textHeader('Subject', `Test of ${server.name} by ${siteName}`),
      dateHeader(deps.clock.now()),
      header('Message-ID', messageId),
      header('MIME-Version', '1.0'),
      header('Content-Type', 'text/plain; charset=us-ascii'),
      '\r\nThis server accepts mail from Sluice.\r\n',
    ].join(''),
  );
  const there = all.filter((row) => isSameHostAndPort(row, checked));
  const serverUuid = (there.find(({ uuid }) => uuid === input.uuid) ?? there[0])?.uuid ?? null;
  return { ...(await testServer(server, { from, to: recipient, raw })), serverUuid, messageId };
}

function passwordToUse(secrets: Secrets, input: SmtpServerInput, stored: SmtpServerRow | undefined): string | null {
  if (input.password !== '') return secrets.seal(input.password);
  if (input.auth_protocol === 'none') return null;
  if (stored && isSameHostAndPort(stored, input) && stored.username === input.username) return stored.passwordEncrypted;
  throw invalid('password', 'is required: the stored one is only used with the stored host, port and username');
}
