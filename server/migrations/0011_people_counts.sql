-- How many people there are, by status, and how many are on no list: told without counting them.

-- Deltas, summed when read and folded from time to time, as those of queue_counts.
create table subscriber_counts (
  -- a status of subscribers, or 'orphan': on no list
  kind text not null,
  n bigint not null
);

-- Who is on no list. A row for each, so that of two who put somebody on a first list at once, one takes it away.
create table orphans (
  subscriber_id int primary key
);

-- The functions below look people up by index, whatever tables looked like when their statements were planned, and go through
-- them by ascending id: two at once wait for one another and not in a circle.

create function subscribers_inserted() returns trigger language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  added bigint;
begin
  insert into orphans (subscriber_id)
  select id from new_rows where not exists (select from subscriptions where subscriber_id = id);
  get diagnostics added = row_count;
  insert into subscriber_counts (kind, n)
  select status, count(*) from new_rows group by status
  union all
  select 'orphan', added where added > 0;
  return null;
end $$;

create function subscribers_updated() returns trigger language plpgsql as $$
begin
  insert into subscriber_counts (kind, n)
  select status, sum(n)
  from (
    select status, 1 as n from new_rows
    union all
    select status, -1 from old_rows
  ) as changes
  group by status
  having sum(n) <> 0;
  return null;
end $$;

create or replace function subscribers_deleted() returns trigger language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  gone bigint;
begin
  -- What is known of a person goes with the person.
  delete from bounces where subscriber_id = any(array(select id from old_rows));
  delete from orphans where subscriber_id = any(array(select id from old_rows));
  get diagnostics gone = row_count;
  insert into subscriber_counts (kind, n)
  select status, -count(*) from old_rows group by status
  union all
  select 'orphan', -gone where gone > 0;
  return null;
end $$;

create function subscribers_truncated() returns trigger language plpgsql as $$
begin
  -- As email_queue_truncated: after whoever is folding the deltas.
  perform pg_advisory_xact_lock(7205759403794);
  delete from orphans;
  delete from subscriber_counts;
  return null;
end $$;

create function subscriptions_inserted() returns trigger language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
  gone bigint;
begin
  delete from orphans where subscriber_id = any(array(select subscriber_id from new_rows));
  get diagnostics gone = row_count;
  insert into subscriber_counts (kind, n) select 'orphan', -gone where gone > 0;
  return null;
end $$;

-- Those of these people who are on no list now.
create function add_orphans(subscriber_ids int[]) returns void language plpgsql
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  added bigint;
begin
  -- Before it is asked whether somebody is on another list. Of two who take somebody off the last two, the later one waits
  -- for this; and so does who puts somebody on a list, by the foreign key, and then finds the orphan.
  perform from subscribers where id = any(subscriber_ids) order by id for update;
  if not found then
    return;
  end if;
  insert into orphans (subscriber_id)
  select id
  from subscribers
  where id = any(subscriber_ids) and not exists (select from subscriptions where subscriber_id = id)
  order by id
  on conflict do nothing;
  get diagnostics added = row_count;
  insert into subscriber_counts (kind, n) select 'orphan', added where added > 0;
end $$;

create function subscriptions_deleted() returns trigger language plpgsql as $$
begin
  perform add_orphans(array(select subscriber_id from old_rows));
  return null;
end $$;

-- Only by hand: a subscription that is given to somebody else.
create function subscription_moved() returns trigger language plpgsql as $$
declare
  gone bigint;
begin
  delete from orphans where subscriber_id = new.subscriber_id;
  get diagnostics gone = row_count;
  insert into subscriber_counts (kind, n) select 'orphan', -gone where gone > 0;
  perform add_orphans(array[old.subscriber_id]);
  return null;
end $$;

create function subscriptions_truncated() returns trigger language plpgsql as $$
declare
  added bigint;
begin
  insert into orphans (subscriber_id) select id from subscribers on conflict do nothing;
  get diagnostics added = row_count;
  insert into subscriber_counts (kind, n) select 'orphan', added where added > 0;
  return null;
end $$;

create trigger subscribers_inserted after insert on subscribers
  referencing new table as new_rows for each statement execute function subscribers_inserted();
create trigger subscribers_updated after update on subscribers
  referencing old table as old_rows new table as new_rows for each statement execute function subscribers_updated();
create trigger subscribers_truncated after truncate on subscribers
  for each statement execute function subscribers_truncated();
create trigger subscriptions_inserted after insert on subscriptions
  referencing new table as new_rows for each statement execute function subscriptions_inserted();
create trigger subscription_moved after update of subscriber_id on subscriptions
  for each row when (old.subscriber_id <> new.subscriber_id) execute function subscription_moved();
create trigger subscriptions_deleted after delete on subscriptions
  referencing old table as old_rows for each statement execute function subscriptions_deleted();
create trigger subscriptions_truncated after truncate on subscriptions
  for each statement execute function subscriptions_truncated();

-- The triggers are there: nobody writes until this is counted.
insert into orphans (subscriber_id)
select id from subscribers where not exists (select from subscriptions where subscriber_id = id);
insert into subscriber_counts (kind, n)
select status, count(*) from subscribers group by status
union all
select 'orphan', count(*) from orphans;
