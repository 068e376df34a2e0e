import type { PageDefinition } from '../../app/page.ts';

export const subscribersPage: PageDefinition = {
  path: '/subscribers',
  title: 'subscribers.title',
  navigation: { order: 40 },
  load: () => import('./subscribers-page.tsx'),
};

export const newSubscriberPage: PageDefinition = {
  path: '/subscribers/new',
  title: 'subscribers.new',
  load: () => import('./new-subscriber-page.tsx'),
};

export const subscriberPage: PageDefinition = {
  path: '/subscribers/$subscriberId',
  title: 'subscribers.one',
  load: () => import('./subscriber-page.tsx'),
};
