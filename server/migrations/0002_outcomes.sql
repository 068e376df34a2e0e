-- Deferred mail has an age, and prefers a server other than the one that deferred it last.
alter table email_queue
  add column first_deferred_at timestamptz,
  add column deferred_by varchar(255);

-- Addresses that could not be mailed, and people who complained. No foreign keys: they would make the workers, who write
-- here while they hold the limits, wait for whoever holds a subscriber or a campaign.
create table bounces (
  id int generated always as identity primary key,
  subscriber_id int not null,
  campaign_id int,
  type text not null check (type in ('hard', 'soft', 'complaint')),
  source text not null,
  meta jsonb not null default '{}' check (jsonb_typeof(meta) = 'object'),
  -- what tells one bounce from another: told twice, it counts once
  key text not null unique,
  created_at timestamptz not null default now(),
  -- when the setting bounce.actions was applied; null while that is to be done
  acted_at timestamptz
);
create index bounces_by_subscriber on bounces (subscriber_id, type);
create index bounces_by_campaign on bounces (campaign_id);
create index bounces_to_act_on on bounces (id) where acted_at is null;

create function bounces_recorded() returns trigger language plpgsql as $$
begin
  perform pg_notify('bounces', '');
  return null;
end $$;

create trigger bounces_recorded after insert on bounces for each statement execute function bounces_recorded();

-- What is known of a person goes with the person.
create function subscribers_deleted() returns trigger language plpgsql as $$
begin
  delete from bounces where subscriber_id in (select id from old_rows);
  return null;
end $$;

create trigger subscribers_deleted after delete on subscribers
  referencing old table as old_rows for each statement execute function subscribers_deleted();
