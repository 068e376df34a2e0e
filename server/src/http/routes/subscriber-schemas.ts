import Type, { type Static } from 'typebox';
import { invalid } from '../../errors.ts';
import { subscriptionActions } from '../../subscribers/change-subscriptions.ts';
import {
  blocklisters,
  type SubscribedList,
  type Subscriber,
  type SubscriberContent,
  subscriberStatuses,
  subscriptionStatuses,
} from '../../subscribers/subscriber.ts';
import type { SubscriberFilter } from '../../subscribers/subscriber-store.ts';
import { idSchema, instant, instantOrNull, oneOf } from '../schemas.ts';

export const subscriberSchema = Type.Object(
  {
    id: Type.Integer(),
    uuid: Type.String({ format: 'uuid' }),
    email: Type.String(),
    name: Type.String(),
    attribs: Type.Record(Type.String(), Type.Unknown()),
    status: oneOf(subscriberStatuses),
    lists: Type.Array(
      Type.Object({
        id: Type.Integer(),
        uuid: Type.String({ format: 'uuid' }),
        name: Type.String(),
        type: Type.String(),
        optin: Type.String(),
        status: Type.String(),
        tags: Type.Array(Type.String()),
        description: Type.String(),
        created_at: instant,
        updated_at: instant,
        subscription_status: oneOf(subscriptionStatuses),
        subscription_created_at: instant,
        subscription_updated_at: instant,
      }),
    ),
    blocklisted_at: instantOrNull,
    blocklisted_by: Type.Union([oneOf(blocklisters), Type.Null()], { description: 'null also if it is not known' }),
    created_at: instant,
    updated_at: instant,
  },
  { $id: 'Subscriber' },
);

export function subscriberView({
  lists,
  createdAt,
  updatedAt,
  blocklistedAt,
  blocklistedBy,
  ...subscriber
}: Subscriber) {
  return {
    ...subscriber,
    lists: lists.map(listView),
    blocklisted_at: blocklistedAt,
    blocklisted_by: blocklistedBy,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

function listView(list: SubscribedList) {
  const { createdAt, updatedAt, subscriptionStatus, subscriptionCreatedAt, subscriptionUpdatedAt, ...rest } = list;
  return {
    ...rest,
    created_at: createdAt,
    updated_at: updatedAt,
    subscription_status: subscriptionStatus,
    subscription_created_at: subscriptionCreatedAt,
    subscription_updated_at: subscriptionUpdatedAt,
  };
}

/** An address as it is typed; `normaliseEmail` checks it. */
export const emailSchema = Type.String({ minLength: 3, maxLength: 1000 });
/** Whom an action is for. */
export const idsSchema = Type.Array(idSchema, { minItems: 1, maxItems: 100_000 });

/** What may be written of a subscriber, beside the address. */
export const subscriberBody = {
  name: Type.Optional(Type.String({ maxLength: 2000 })),
  status: Type.Optional(oneOf(subscriberStatuses)),
  lists: Type.Optional(Type.Array(idSchema, { maxItems: 10_000 })),
  subscriptions: Type.Optional(
    Type.Array(Type.Object({ list_id: idSchema, status: oneOf(subscriptionStatuses) }), {
      maxItems: 10_000,
      description: 'All lists with the standing on each, in place of `lists`: also brings those back who left',
    }),
  ),
  list_uuids: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 10_000 })),
  attribs: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  preconfirm_subscriptions: Type.Optional(Type.Boolean()),
};

const bodySchema = Type.Object({ email: Type.Optional(emailSchema), ...subscriberBody });

/** A body as use cases take it. */
export function subscriberContent(body: Static<typeof bodySchema>): SubscriberContent {
  const { email, name, status, attribs, lists, list_uuids, preconfirm_subscriptions } = body;
  const subscriptions = body.subscriptions?.map((one) => ({ listId: one.list_id, status: one.status }));
  return {
    ...{ email, name, status, attribs, subscriptions },
    listIds: lists,
    listUuids: list_uuids,
    preconfirm: preconfirm_subscriptions,
  };
}

/** The filters that listing and exporting share. */
export const subscriberFilterQuery = {
  search: Type.Optional(Type.String({ maxLength: 1000, description: 'Part of an address or a name' })),
  query: Type.Optional(
    Type.String({
      description: 'Refused unless empty: Sluice does not run SQL that comes in a request. Use `search`.',
    }),
  ),
  list_id: Type.Optional(Type.Array(idSchema, { maxItems: 10_000 })),
  subscription_status: Type.Optional(Type.Union([oneOf(subscriptionStatuses), Type.Literal('')])),
  subscriber_status: Type.Optional(oneOf(subscriberStatuses)),
};

const filterSchema = Type.Object(subscriberFilterQuery);

/** What the filter of a request lets through. @throws {AppError} `invalid` if it has SQL. */
export function subscriberFilter(query: Static<typeof filterSchema>): SubscriberFilter {
  if (query.query?.trim())
    throw invalid('query', 'SQL in a request is not run; use search, list_id and subscription_status');
  const { search, list_id: listIds, subscription_status: subscriptionStatus, subscriber_status: status } = query;
  return { search, listIds, subscriptionStatus, status };
}

export const subscriptionChange = {
  action: oneOf(subscriptionActions),
  target_list_ids: Type.Array(idSchema, { minItems: 1, maxItems: 10_000 }),
  status: Type.Optional(oneOf(subscriptionStatuses)),
};
export const subscriptionsDescription =
  'Adding someone who is on a list already changes nothing, and does not bring those back who left, unless a `status` is given. Confirming is for those who are on a list unconfirmed.';
