import Type, { type Static } from 'typebox';
import {
  type SubscribedList,
  type Subscriber,
  type SubscriberContent,
  subscriberStatuses,
  subscriptionStatuses,
} from '../../subscribers/subscriber.ts';
import { idSchema, instant, oneOf } from '../schemas.ts';

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
    created_at: instant,
    updated_at: instant,
  },
  { $id: 'Subscriber' },
);

export function subscriberView({ lists, createdAt, updatedAt, ...subscriber }: Subscriber) {
  return { ...subscriber, lists: lists.map(listView), created_at: createdAt, updated_at: updatedAt };
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
  list_uuids: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 10_000 })),
  attribs: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  preconfirm_subscriptions: Type.Optional(Type.Boolean()),
};

const bodySchema = Type.Object({ email: Type.Optional(emailSchema), ...subscriberBody });

/** A body as use cases take it. */
export function subscriberContent(body: Static<typeof bodySchema>): SubscriberContent {
  const { email, name, status, attribs, lists, list_uuids, preconfirm_subscriptions } = body;
  return { email, name, status, attribs, listIds: lists, listUuids: list_uuids, preconfirm: preconfirm_subscriptions };
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
};
