/** The messenger that a server's name makes, as the API has it: `mail2` is `email-mail2`. */
export function messengerOf(name: string): string {
  return `email-${name
    .trim()
    .toLowerCase()
    .replace(/^email-/, '')}`;
}
