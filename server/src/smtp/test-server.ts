import { smtpConnection, type Transcript } from './connection.ts';
import type { OutgoingMessage, SmtpEndpoint } from './endpoint.ts';
import type { Outcome } from './outcome.ts';

export interface ServerTest {
  /** Whether the server accepted the message. */
  ok: boolean;
  outcome: Outcome;
  /** Line by line, `C: ` and `S: ` telling the speakers; without credentials and without the message. */
  conversation: string[];
}

/** Sends one message over a connection of its own and reports the conversation. Never rejects. */
export async function testServer(endpoint: SmtpEndpoint, message: OutgoingMessage): Promise<ServerTest> {
  const conversation: string[] = [];
  const connection = smtpConnection(endpoint, {
    onClosed: () => {},
    transcript: recorder(conversation, endpoint),
  });
  const fault = await connection.open();
  const outcome: Outcome = fault
    ? { kind: 'unsent', reason: fault.reason, fault, seen: false }
    : await new Promise<Outcome>((resolve) =>
        connection.begin({
          ...{ message, mayHandOver: () => true, next: () => null },
          done: (known) => resolve(known as Outcome), // a connection that is new is never stale
        }),
      );
  if (connection.isOpen()) connection.quit();
  return { ok: outcome.kind === 'accepted', outcome, conversation };
}

/** Between AUTH and its last reply, all that the client says is a credential in some encoding. */
function recorder(conversation: string[], endpoint: SmtpEndpoint): Transcript {
  let isAuthenticating = false;
  return ({ tnx, outByteCount }, text) => {
    if (tnx === 'message') conversation.push(`C: <${outByteCount} bytes of message>`);
    if (tnx === 'client') {
      const auth = /^AUTH \S+/i.exec(text)?.[0];
      if (auth) conversation.push(`C: ${auth} <credentials>`);
      else conversation.push(`C: ${isAuthenticating ? '<credentials>' : text}`);
      isAuthenticating ||= auth !== undefined;
    }
    if (tnx === 'server') {
      isAuthenticating &&= text.startsWith('334');
      for (const line of text.split(/\r?\n/)) conversation.push(`S: ${withoutSecrets(line, endpoint)}`);
    }
  };
}

/** Some servers echo what they were sent. */
function withoutSecrets(line: string, { username, password }: SmtpEndpoint): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return [password, base64(password), base64(`\0${username}\0${password}`)]
    .filter((secret) => secret.length > 3)
    .reduce((text, secret) => text.replaceAll(secret, '<credentials>'), line);
}
