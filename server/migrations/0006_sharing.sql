-- How campaigns share what the servers can take, and who paused one.

-- An enum, so that it sorts by rank and can be written by hand: update campaigns set priority = 'high'.
create type campaign_priority as enum ('low', 'normal', 'high');

-- Rows bore their campaign's priority. Now a claim looks at the campaign, so that changing it moves no rows, and a row's own
-- is what somebody gives it by hand.
update email_queue q
set priority = 0
from campaigns c
where c.id = q.campaign_id and q.status = 'queued' and q.priority <> 0 and q.priority = c.priority;

alter table campaigns drop constraint campaigns_priority_check, alter column priority drop default;
alter table campaigns alter column priority type campaign_priority using
  case when priority > 0 then 'high' when priority < 0 then 'low' else 'normal' end::campaign_priority;
alter table campaigns
  alter column priority set default 'normal',
  -- its share among campaigns of its priority, when queue.sharing is fair
  add column weight int not null default 1 check (weight between 1 and 100),
  -- the user who paused it, by the name of that day; null also when errors did
  add column paused_by_user text,
  add column paused_at timestamptz;

-- How far each campaign has got, while queue.sharing is fair: see capacity/fair-shares.ts. Claims write it under lockLimits.
-- No foreign key: a claim waits for nobody who holds a campaign.
create table campaign_shares (
  campaign_id int primary key,
  rank int not null,
  -- null: any server
  smtp_server_uuid varchar(255),
  pass double precision not null
);
