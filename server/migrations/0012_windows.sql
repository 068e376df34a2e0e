-- A window is written with every batch. PostgreSQL keeps what it was before for as long as any older transaction is open (a
-- pg_dump, a long report), and a unique index makes each write go past all of that. So a window that changes is a new row
-- with a new id, the old one being deleted, and the newest is found first. There is one row for each limit, as before: whoever
-- writes holds the limits' lock.

alter table smtp_rate_limit_state drop constraint smtp_rate_limit_state_smtp_server_uuid_key;
create index smtp_rate_limit_state_newest on smtp_rate_limit_state (smtp_server_uuid, id desc);

-- The newest row of each limit, by one look into the index for each, however small the table looked when this was planned.
create function newest_windows() returns setof smtp_rate_limit_state language plpgsql stable
  set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
as $$
begin
  return query
  with recursive newest as (
    (select w as found from smtp_rate_limit_state w order by w.smtp_server_uuid, w.id desc limit 1)
    union all
    select (
      select w
      from smtp_rate_limit_state w
      where w.smtp_server_uuid > (newest.found).smtp_server_uuid
      order by w.smtp_server_uuid, w.id desc
      limit 1
    )
    from newest
    where newest.found is not null
  )
  select (newest.found).* from newest where newest.found is not null;
end $$;
