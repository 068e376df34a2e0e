-- Servers that throttle come back at a reduced rate, and every change of a server's health is kept.

alter table smtp_server_state
  -- the least time between two messages, and since when it is that long; null at the full rate
  add column slowed_interval_ms int check (slowed_interval_ms > 0),
  add column slowed_at timestamptz,
  -- when a fault, an acceptance or a person last changed the health; that a park is over is told by aside_until
  add column health_changed_at timestamptz;

create table smtp_server_events (
  id bigint generated always as identity primary key,
  smtp_server_uuid varchar(255) not null,
  at timestamptz not null,
  from_health varchar(20) not null,
  to_health varchar(20) not null,
  -- what the server answered, in full, or why else the health changed
  reply text,
  -- how long it is parked
  until timestamptz,
  -- whose message met the fault; no reference: the log outlives campaigns
  campaign_id int,
  -- the user who asked for it
  changed_by text,
  constraint smtp_server_events_health check (
    from_health in ('healthy', 'slowed', 'parked', 'probing') and to_health in ('healthy', 'slowed', 'parked', 'probing')
  )
);
create index smtp_server_events_by_server on smtp_server_events (smtp_server_uuid, id desc);

-- A server whose connection or sender has been corrected is tried at once: its earlier faults say nothing of it.
create or replace function smtp_server_corrected() returns trigger language plpgsql as $$
begin
  with before as (
    select smtp_server_uuid,
      case
        when aside_until > now() then 'parked'
        when failures > 0 then 'probing'
        else 'slowed'
      end as health
    from smtp_server_state
    where smtp_server_uuid = new.uuid and (failures > 0 or slowed_interval_ms is not null)
    for update
  ), event as (
    insert into smtp_server_events (smtp_server_uuid, at, from_health, to_health, reply)
    select smtp_server_uuid, now(), health, 'healthy', 'Its settings were changed' from before
  )
  update smtp_server_state s
  set failures = 0, aside_until = null, reason = null, fault_campaign_id = null, slowed_interval_ms = null,
      slowed_at = null, health_changed_at = now()
  from before
  where s.smtp_server_uuid = before.smtp_server_uuid;
  return null;
end $$;
