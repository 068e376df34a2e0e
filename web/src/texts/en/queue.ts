export const queueTexts = {
  'queue.title': 'Queue',
} as const;
