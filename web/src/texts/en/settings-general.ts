export const settingsGeneralTexts = {
  'settings-general.title': 'General',
  'settings-general.what': 'What this Sluice is called, where subscribers reach it, and what every message carries.',
  'settings-general.saved': 'Saved. The new settings are in force.',
  'settings-general.site': 'Site',
  'settings-general.site-name': 'Site name',
  'settings-general.site-name.what': 'Subscribers see it on the unsubscribe page.',
  'settings-general.root-url': 'Root URL',
  'settings-general.root-url.what':
    'Where subscribers reach this Sluice: links in messages begin with it. Messages that were sent keep the links they have.',
  'settings-general.root-url.local':
    'Only this machine can follow such links: unsubscribing will not work for anyone who gets your mail.',
  'settings-general.messages': 'Messages',
  'settings-general.from': 'Default From',
  'settings-general.from.what': 'What a new campaign proposes, such as News <news@example.com>.',
  'settings-general.unsubscribe': 'List-Unsubscribe header',
  'settings-general.unsubscribe.what': 'Lets mail programs show their own button, which unsubscribes with one click.',
  'settings-general.unsubscribe.off':
    'Large providers demand one-click unsubscribing of whoever sends much, and put mail without it among the spam.',
  'settings-general.records': 'Records',
  'settings-general.keep': 'Keep attempts for',
  'settings-general.keep.what':
    'How long the attempts of messages are kept, with the servers’ replies. From 32d to 3650d; the messages’ own rows stay.',
} as const;
