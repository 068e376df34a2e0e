export const blocklistTexts = {
  'blocklist.title': 'Blocklist',
  'blocklist.what':
    'Who is here gets no mail, whatever list they are on, and an import does not bring them back. Blocklist people from the pages Subscribers and Bounces, or import a file in the mode “blocklist”.',
  'blocklist.search': 'Search',
  'blocklist.search.placeholder': 'Part of an email or a name',
  'blocklist.email': 'Email',
  'blocklist.since': 'Since',
  'blocklist.why': 'Why',
  'blocklist.actions': 'Actions',
  'blocklist.none': 'Nobody on the blocklist has that in their email or name',
  'blocklist.clear': 'Clear the search',
  'blocklist.empty': 'Nobody is blocklisted',
  'blocklist.empty.what':
    'Hard bounces and complaints blocklist people, unless the setting bounce.actions says otherwise.',
  'blocklist.by.operator': 'By an operator',
  'blocklist.by.import': 'By an import',
  'blocklist.by.bounces': 'After bounces or a complaint',
  'blocklist.by.unknown': 'It is not known by whom',
  'blocklist.bounce.hard': 'Last bounce: hard, {when}, told by {source}.',
  'blocklist.bounce.soft': 'Last bounce: soft, {when}, told by {source}.',
  'blocklist.bounce.complaint': 'Last complaint: {when}, told by {source}.',
  'blocklist.take-off': 'Take off',
  'blocklist.take-off.title': 'Take {email} off the blocklist?',
  'blocklist.take-off.what':
    'They can be mailed again, once they are on a list: the subscriptions that ended do not come back by themselves. Do it only if they asked for it, or were blocklisted by mistake.',
  'blocklist.take-off.confirm': 'Take off the blocklist',
  'blocklist.taken-off': '{email} is off the blocklist.',
} as const;
