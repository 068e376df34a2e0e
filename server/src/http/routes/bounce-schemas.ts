import Type from 'typebox';
import { type Bounce, bounceTypes } from '../../bounces/bounce.ts';
import { instant, oneOf } from '../schemas.ts';

export const bounceSchema = Type.Object(
  {
    id: Type.Integer(),
    type: oneOf(bounceTypes),
    source: Type.String({ description: '`smtp` for what a server answered, or what a webhook calls itself' }),
    meta: Type.Record(Type.String(), Type.Unknown()),
    created_at: instant,
    email: Type.String(),
    subscriber_uuid: Type.String(),
    subscriber_id: Type.Integer(),
    subscriber_status: Type.String(),
    campaign_uuid: Type.Union([Type.String(), Type.Null()]),
    campaign: Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()]),
  },
  { $id: 'Bounce' },
);

export const bounceView = ({ id, type, source, meta, email, campaign, ...bounce }: Bounce) => ({
  ...{ id, type, source, meta, email, campaign },
  created_at: bounce.createdAt,
  subscriber_uuid: bounce.subscriberUuid,
  subscriber_id: bounce.subscriberId,
  subscriber_status: bounce.subscriberStatus,
  campaign_uuid: bounce.campaignUuid,
});
