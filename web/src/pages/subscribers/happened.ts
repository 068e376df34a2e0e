import type { Schema } from '../../api/client.ts';
import type { Subscriber } from './queries.ts';

type Lists = Subscriber['lists'];
type Message = Schema<'QueueRowWithAttempts'>;
type Bounce = Schema<'Bounce'>;

/** One thing that happened with a subscriber. */
export type Happened = { at: string; key: string } & (
  | { kind: 'added' }
  | { kind: 'joined' | 'confirmed' | 'left'; list: string }
  | { kind: 'message'; message: Message }
  | { kind: 'bounce'; bounce: Bounce }
  | { kind: 'blocklisted'; by: Subscriber['blocklisted_by'] }
);

/**
 * Everything that is known to have happened with a subscriber, the latest first. Of a subscription it is known when it began
 * and when it became what it is.
 */
export function happenedTo(
  subscriber: Pick<Subscriber, 'created_at' | 'blocklisted_at' | 'blocklisted_by'>,
  { subscriptions, messages, bounces }: { subscriptions: Lists; messages: Message[]; bounces: Bounce[] },
): Happened[] {
  const all: Happened[] = [
    { kind: 'added', key: 'added', at: subscriber.created_at },
    ...subscriptions.flatMap(subscriptionEvents),
    ...messages.map(
      (message): Happened => ({
        ...{ kind: 'message', key: `message-${message.id}`, message },
        at: message.sent_at ?? (message.status === 'queued' ? message.created_at : message.updated_at),
      }),
    ),
    ...bounces.map(
      (bounce): Happened => ({ kind: 'bounce', key: `bounce-${bounce.id}`, at: bounce.created_at, bounce }),
    ),
  ];
  if (subscriber.blocklisted_at !== null) {
    const { blocklisted_at: at, blocklisted_by: by } = subscriber;
    all.push({ kind: 'blocklisted', key: 'blocklisted', at, by });
  }
  return all.toSorted((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime());
}

function subscriptionEvents(list: Lists[number]): Happened[] {
  const { id, name, subscription_status: standing, subscription_created_at: since, subscription_updated_at: at } = list;
  const joined: Happened = { kind: 'joined', key: `joined-${id}`, at: since, list: name };
  if (standing === 'unsubscribed') return [joined, { kind: 'left', key: `left-${id}`, at, list: name }];
  if (standing === 'confirmed' && at !== since)
    return [joined, { kind: 'confirmed', key: `confirmed-${id}`, at, list: name }];
  return [joined];
}
