-- Whether a subscription lets in a kind of campaign, in one place: for the audience of a campaign, and of one that is not saved.

create function lets_in(campaign_type text, list_optin text, subscription_status text) returns boolean
  language sql immutable parallel safe
  return case
    when campaign_type = 'optin' then list_optin = 'double' and subscription_status = 'unconfirmed'
    when list_optin = 'double' then subscription_status = 'confirmed'
    else subscription_status <> 'unsubscribed'
  end;

create or replace view campaign_audience as
  select cl.campaign_id, sn.subscriber_id
  from campaigns c
  join campaign_lists cl on cl.campaign_id = c.id
  join lists l on l.id = cl.list_id
  join subscriptions sn on sn.list_id = l.id
  join subscribers s on s.id = sn.subscriber_id
  where s.status = 'enabled' and lets_in(c.type, l.optin, sn.status);
