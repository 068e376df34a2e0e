-- A campaign is sent as fast as limits allow, or spread evenly: over its send window's present opening, or until a deadline.
alter table campaigns
  add column pacing text not null default 'fast' check (pacing in ('fast', 'even')),
  add column deadline timestamptz,
  add constraint campaigns_deadline_check check (deadline is null or pacing = 'even');

-- What each campaign that is spread evenly released last: see capacity/pacing.ts. Claims write it under lockLimits.
-- No foreign key: a claim waits for nobody who holds a campaign.
create table campaign_releases (
  campaign_id int primary key,
  -- when the messages were due, which may be a moment before they were claimed
  released_at timestamptz not null,
  released int not null check (released > 0)
);
