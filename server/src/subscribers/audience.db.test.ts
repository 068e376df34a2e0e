import { makeCampaign, makeList, makeSubscriber } from '../../../test/factories.ts';
import { expect, test } from '../../../test/harness.ts';
import { subscriberStatuses, subscriptionStatuses } from './subscriber.ts';

/** Who gets mail, as a person would tell it; the view `campaign_audience` must agree. */
const gets: Record<string, string[]> = {
  'regular single': ['unconfirmed', 'confirmed'],
  'regular double': ['confirmed'],
  'optin single': [],
  'optin double': ['unconfirmed'],
};

const kinds = (['regular', 'optin'] as const).flatMap((type) =>
  (['single', 'double'] as const).map((optin) => ({ type, optin })),
);

test.for(kinds)('the audience of a $type campaign to a $optin opt-in list', async ({ type, optin }, { sql }) => {
  const list = await makeList(sql, { optin });
  const campaign = await makeCampaign(sql, { type, lists: [list.id] });
  const expected: number[] = [];
  for (const status of subscriberStatuses) {
    for (const subscriptionStatus of subscriptionStatuses) {
      const { id } = await makeSubscriber(sql, { status, subscriptionStatus, lists: [list.id] });
      if (status === 'enabled' && gets[`${type} ${optin}`]!.includes(subscriptionStatus)) expected.push(id);
    }
    await makeSubscriber(sql, { status });
  }
  const audience = await sql<{ subscriberId: number }[]>`
    select subscriber_id from campaign_audience where campaign_id = ${campaign.id} order by subscriber_id
  `;
  expect(audience.map(({ subscriberId }) => subscriberId)).toEqual(expected);
});

test('someone on several lists is in it if any of them lets them in', async ({ sql }) => {
  const [single, double] = [await makeList(sql), await makeList(sql, { optin: 'double' })];
  const campaign = await makeCampaign(sql, { lists: [single.id, double.id] });
  const both = await makeSubscriber(sql, { lists: [single.id, double.id], subscriptionStatus: 'unconfirmed' });
  await makeSubscriber(sql, { lists: [single.id, double.id], subscriptionStatus: 'unsubscribed' });
  expect(await sql`select subscriber_id from campaign_audience where campaign_id = ${campaign.id}`).toEqual([
    { subscriberId: both.id },
  ]);
});
