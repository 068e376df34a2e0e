export const welcomeTexts = {
  'welcome.title': 'Get started',
  'welcome.what':
    'A campaign needs a server to leave by and people to reach. Here are both; all of it can be changed later.',
  'welcome.server': 'An SMTP server',
  'welcome.server.what':
    'Mail leaves by servers that you have an account with: a provider’s or your own. Presets fill in what providers say; a test message shows whether it works before you save it.',
  'welcome.server.add': 'Add your first SMTP server',
  'welcome.server.done': '{count} added. More servers make campaigns faster: each has limits of its own.',
  'welcome.server.more': 'Go to the SMTP servers',
  'welcome.subscribers': 'Subscribers',
  'welcome.subscribers.what':
    'Import your own, or look around with invented ones first: a list of 1,000 people with names, cities and languages.',
  'welcome.subscribers.done': 'There are {count} subscribers.',
  'welcome.sample': 'Add sample subscribers',
  'welcome.sample.title': 'Add the sample subscribers?',
  'welcome.sample.what':
    'A list “Sample readers” is made, with 1,000 invented people. Their addresses end in example.com and .test and are nobody’s: look around with them, but start no campaign to them through a real server, which would refuse all of it and think the less of you. You can delete them like any others.',
  'welcome.sample.confirm': 'Add sample subscribers',
  'welcome.sample.done':
    '{count} sample subscribers are added; {rejected} rows were bad or repeated, as in any real file.',
} as const;
