-- Since when somebody is blocklisted, and by whom; and indexes for lists of subscribers that are paged and sorted.

alter table subscribers
  add column blocklisted_at timestamptz,
  -- null: by a statement that did not say, or before this was kept
  add column blocklisted_by text check (blocklisted_by in ('operator', 'import', 'bounces'));

update subscribers set blocklisted_at = updated_at where status = 'blocklisted';

-- Also right when the status is changed by hand: who is taken off is blocklisted for nothing any more.
create function subscriber_status_changed() returns trigger language plpgsql as $$
begin
  if new.status = 'blocklisted' then
    new.blocklisted_at := coalesce(new.blocklisted_at, now());
  else
    new.blocklisted_at := null;
    new.blocklisted_by := null;
  end if;
  return new;
end $$;

create trigger subscriber_blocklisted before insert on subscribers
  for each row when (new.status = 'blocklisted') execute function subscriber_status_changed();
create trigger subscriber_status_changed before update of status on subscribers
  for each row when (old.status is distinct from new.status) execute function subscriber_status_changed();

create index subscribers_blocklisted on subscribers (blocklisted_at, id) where status = 'blocklisted';
create index subscribers_by_email on subscribers (email, id);
create index subscribers_by_name on subscribers (name, id);
create index subscribers_by_update on subscribers (updated_at, id);
