import type { Attribs } from './attribs.ts';

export const subscriberStatuses = ['enabled', 'disabled', 'blocklisted'] as const;
export type SubscriberStatus = (typeof subscriberStatuses)[number];

/** Who blocklists: a person, a file that was imported to do so, or what the setting `bounce.actions` says of bounces. */
export const blocklisters = ['operator', 'import', 'bounces'] as const;
export type Blocklister = (typeof blocklisters)[number];

export const subscriptionStatuses = ['unconfirmed', 'confirmed', 'unsubscribed'] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** A person, and the lists they are on or have left. */
export interface Subscriber {
  id: number;
  uuid: string;
  /** As `normaliseEmail` gives it. */
  email: string;
  name: string;
  attribs: Attribs;
  status: SubscriberStatus;
  /** `null` unless blocklisted. */
  blocklistedAt: Date | null;
  /** `null` also if it is not known: by SQL, or before it was kept. */
  blocklistedBy: Blocklister | null;
  /** In the order of the lists' names. */
  lists: SubscribedList[];
  createdAt: Date;
  updatedAt: Date;
}

/** A list, and the subscriber's standing on it. */
export interface SubscribedList {
  id: number;
  uuid: string;
  name: string;
  type: string;
  optin: string;
  status: string;
  tags: string[];
  description: string;
  createdAt: Date;
  updatedAt: Date;
  subscriptionStatus: SubscriptionStatus;
  subscriptionCreatedAt: Date;
  subscriptionUpdatedAt: Date;
}

/** What a person writes of a subscriber; what is absent stays as it is, or as it is by default. */
export interface SubscriberContent {
  email?: string | undefined;
  name?: string | undefined;
  attribs?: Attribs | undefined;
  status?: SubscriberStatus | undefined;
  /** All lists, by id and by uuid: the subscriber leaves those not named. */
  listIds?: readonly number[] | undefined;
  listUuids?: readonly string[] | undefined;
  /** All lists with the standing on each, in place of `listIds`. */
  subscriptions?: readonly { listId: number; status: SubscriptionStatus }[] | undefined;
  /** Makes these subscriptions `confirmed`, but for those that were ended. */
  preconfirm?: boolean | undefined;
}
