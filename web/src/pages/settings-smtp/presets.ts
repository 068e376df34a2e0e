import type { ServerValues } from './server-values.ts';

type PresetName = 'gmail' | 'ses' | 'azure' | 'mailgun' | 'sendgrid' | 'postmark' | 'mailjet' | 'brevo' | 'plain';

/** What a provider's own documentation tells to enter; what only the account knows is left to be filled in. */
export interface Preset {
  name: PresetName;
  label: string;
  values: Partial<ServerValues>;
}

/** The provider's place of the account, which no preset can know. */
export const regionToReplace = 'YOUR-REGION';

const tls = { port: 465, tls_type: 'TLS', auth_protocol: 'login' } as const;
const startTls = { port: 587, tls_type: 'STARTTLS', auth_protocol: 'login' } as const;

export const presets: readonly Preset[] = [
  {
    name: 'gmail',
    label: 'Gmail',
    // 500 recipients in 24 hours: https://support.google.com/mail/answer/22839
    values: { ...tls, name: 'gmail', host: 'smtp.gmail.com', daily_limit: 500, daily_limit_period: 'rolling' },
  },
  {
    name: 'ses',
    label: 'Amazon SES',
    values: { ...tls, name: 'ses', host: `email-smtp.${regionToReplace}.amazonaws.com` },
  },
  { name: 'azure', label: 'Azure', values: { ...startTls, name: 'azure', host: 'smtp.azurecomm.net' } },
  { name: 'mailgun', label: 'Mailgun', values: { ...tls, name: 'mailgun', host: 'smtp.mailgun.org' } },
  {
    name: 'sendgrid',
    label: 'SendGrid',
    // The user name is this word for every account.
    values: { ...tls, name: 'sendgrid', host: 'smtp.sendgrid.net', username: 'apikey' },
  },
  { name: 'postmark', label: 'Postmark', values: { ...startTls, name: 'postmark', host: 'smtp.postmarkapp.com' } },
  { name: 'mailjet', label: 'Mailjet', values: { ...tls, name: 'mailjet', host: 'in-v3.mailjet.com' } },
  { name: 'brevo', label: 'Brevo', values: { ...startTls, name: 'brevo', host: 'smtp-relay.brevo.com' } },
  { name: 'plain', label: 'Plain SMTP', values: { port: 25 } },
];
