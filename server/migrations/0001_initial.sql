-- Sluice's tables. Names and columns that the operator's guide prints are kept exactly: direct SQL is an interface.

-- People who use Sluice -----------------------------------------------------------------------------------------

create table users (
  id int generated always as identity primary key,
  username text not null unique check (username ~ '^[^\s:]{1,200}$'),
  type text not null check (type in ('user', 'api')),
  name text not null default '',
  email text,
  -- argon2 of a password (type user), or SHA-256 of a random token (type api)
  secret_hash text not null,
  status text not null default 'enabled' check (status in ('enabled', 'disabled')),
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table sessions (
  -- SHA-256 of the cookie's value: a leaked table opens no session
  token_hash text primary key,
  user_id int not null references users on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- Settings ------------------------------------------------------------------------------------------------------

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

create table smtp_servers (
  uuid varchar(255) primary key default gen_random_uuid()::text,
  name text not null unique deferrable initially deferred check (name ~ '^email-[a-z0-9][a-z0-9._-]*$'),
  enabled boolean not null default true,
  host text not null check (host <> ''),
  port int not null check (port between 1 and 65535),
  hello_hostname text not null default '',
  auth_protocol text not null default 'none' check (auth_protocol in ('none', 'cram', 'plain', 'login')),
  username text not null default '',
  -- AES-256-GCM, see settings/secret-box.ts; null when there is none
  password_encrypted text,
  email_headers jsonb not null default '[]' check (jsonb_typeof(email_headers) = 'array'),
  max_conns int not null default 10 check (max_conns between 1 and 1000),
  max_msg_retries int not null default 2 check (max_msg_retries between 0 and 100),
  idle_timeout text not null default '15s',
  wait_timeout text not null default '5s',
  tls_type text not null default 'none' check (tls_type in ('none', 'STARTTLS', 'TLS')),
  tls_skip_verify boolean not null default false,
  from_email text not null default '',
  daily_limit int not null default 0 check (daily_limit >= 0),
  -- null: the account's own sliding window applies; false: none does
  sliding_window boolean,
  sliding_window_rate int check (sliding_window_rate > 0),
  sliding_window_duration text,
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (sliding_window is not true or (sliding_window_rate is not null and sliding_window_duration is not null))
);

-- Moves with every change of settings or SMTP servers, whoever makes it: what a worker compares to know that its
-- snapshot is current.
create table configuration (
  singleton boolean primary key default true check (singleton),
  version bigint not null
);
insert into configuration (version) values (1);

create function configuration_changed() returns trigger language plpgsql as $$
begin
  -- as lockBeginnings of db/locks.ts: no message begins under limits that are no longer in force
  perform pg_advisory_xact_lock(7205759403793);
  update configuration set version = version + 1;
  perform pg_notify('configuration', '');
  return null;
end $$;

create trigger settings_changed after insert or update or delete or truncate on settings
  for each statement execute function configuration_changed();
create trigger smtp_servers_changed after insert or update or delete or truncate on smtp_servers
  for each statement execute function configuration_changed();

-- Audience ------------------------------------------------------------------------------------------------------

create table subscribers (
  id int generated always as identity primary key,
  uuid uuid not null unique default gen_random_uuid(),
  -- the domain in lower case and ASCII form; the local part as it was given
  email text not null check (email like '%_@_%'),
  name text not null default '',
  attribs jsonb not null default '{}' check (jsonb_typeof(attribs) = 'object'),
  status text not null default 'enabled' check (status in ('enabled', 'disabled', 'blocklisted')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index subscribers_email on subscribers (lower(email));

create table lists (
  id int generated always as identity primary key,
  uuid uuid not null unique default gen_random_uuid(),
  name text not null check (name <> ''),
  type text not null default 'private' check (type in ('private', 'public', 'temporary')),
  optin text not null default 'single' check (optin in ('single', 'double')),
  status text not null default 'active' check (status in ('active', 'archived')),
  tags text[] not null default '{}',
  description text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table subscriptions (
  subscriber_id int not null references subscribers on delete cascade,
  list_id int not null references lists on delete cascade,
  status text not null default 'unconfirmed' check (status in ('unconfirmed', 'confirmed', 'unsubscribed')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (list_id, subscriber_id)
);
create index subscriptions_by_subscriber on subscriptions (subscriber_id);

create table imports (
  id int generated always as identity primary key,
  name text not null,
  status text not null check (status in ('importing', 'finished', 'failed', 'stopped')),
  params jsonb not null default '{}',
  total int not null default 0,
  imported int not null default 0,
  rejected int not null default 0,
  error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz
);

create table import_rejects (
  import_id int not null references imports on delete cascade,
  line int not null,
  reason text not null,
  record text not null,
  primary key (import_id, line)
);

-- Campaigns -----------------------------------------------------------------------------------------------------

create table templates (
  id int generated always as identity primary key,
  name text not null check (name <> ''),
  type text not null default 'campaign' check (type in ('campaign', 'tx')),
  subject text not null default '',
  body text not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index templates_one_default on templates (type) where is_default;

create table campaigns (
  id int generated always as identity primary key,
  uuid uuid not null unique default gen_random_uuid(),
  type text not null default 'regular' check (type in ('regular', 'optin')),
  name text not null check (name <> ''),
  subject text not null,
  from_email text not null,
  content_type text not null default 'richtext' check (content_type in ('richtext', 'html', 'markdown', 'plain')),
  body text not null default '',
  body_source text,
  altbody text,
  headers jsonb not null default '[]' check (jsonb_typeof(headers) = 'array'),
  attribs jsonb not null default '{}' check (jsonb_typeof(attribs) = 'object'),
  tags text[] not null default '{}',
  template_id int references templates on delete set null,
  messenger text not null default 'automatic',
  priority int not null default 0 check (priority between -100 and 100),
  status text not null default 'draft'
    check (status in ('draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled')),
  send_at timestamptz,
  -- who paused it: only the same kind of actor resumes it
  paused_by text check (paused_by in ('user', 'errors')),
  paused_reason text,
  use_queue boolean not null default false,
  -- when the last of its rows was queued; null while enqueueing has not finished
  queued_at timestamptz,
  -- enqueueing goes by ascending subscriber id: everyone up to here has been looked at
  enqueue_cursor int not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (status <> 'scheduled' or send_at is not null),
  check ((status = 'paused') = (paused_by is not null))
);
create index campaigns_by_status on campaigns (status);

create table campaign_lists (
  campaign_id int not null references campaigns on delete cascade,
  list_id int not null references lists on delete cascade,
  primary key (campaign_id, list_id)
);
create index campaign_lists_by_list on campaign_lists (list_id);

-- When what a campaign's messages are made of last changed: the campaign itself, or its template, or the default one.
create view campaign_revisions as
  select c.id as campaign_id, greatest(c.updated_at, t.updated_at) as revised_at
  from campaigns c
  left join templates t on t.id = c.template_id or (c.template_id is null and t.is_default and t.type = 'campaign');

-- Who may be mailed by a campaign, now. The one definition: enqueueing, claiming and beginning an attempt all use it.
-- A double opt-in list counts the confirmed, a single opt-in list everyone who has not left; an opt-in campaign goes
-- to the unconfirmed of double opt-in lists. A subscriber on several of the campaign's lists appears once for each.
create view campaign_audience as
  select cl.campaign_id, sn.subscriber_id
  from campaigns c
  join campaign_lists cl on cl.campaign_id = c.id
  join lists l on l.id = cl.list_id
  join subscriptions sn on sn.list_id = l.id
  join subscribers s on s.id = sn.subscriber_id
  where s.status = 'enabled'
    and case
      when c.type = 'optin' then l.optin = 'double' and sn.status = 'unconfirmed'
      when l.optin = 'double' then sn.status = 'confirmed'
      else sn.status <> 'unsubscribed'
    end;

-- The queue -----------------------------------------------------------------------------------------------------

create table workers (
  id uuid primary key,
  host text not null,
  pid int not null,
  started_at timestamptz not null,
  -- the lease on everything this worker holds: past it, its rows are swept
  expires_at timestamptz not null,
  -- the last batch of outcomes that was written: one whose commit was in doubt is not written twice
  settled_batch bigint not null default 0
);

create table email_queue (
  id bigserial primary key,
  campaign_id int not null references campaigns on delete cascade,
  -- no foreign key: a row outlives its subscriber, so that the counts of a campaign never change behind its back
  subscriber_id int not null,
  status varchar(20) not null default 'queued'
    check (status in ('queued', 'sending', 'sent', 'failed', 'cancelled', 'uncertain')),
  priority int not null default 0,
  scheduled_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  assigned_smtp_server_uuid varchar(255),
  retry_count int not null default 0,
  last_error text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  -- the worker that claimed it last; holds only while status is 'sending'
  leased_by uuid,
  -- how often a server that had served others refused it as if the fault were the server's own
  suspicions int not null default 0,
  unique (campaign_id, subscriber_id)
);
create index email_queue_due on email_queue (campaign_id, priority desc, scheduled_at, id) where status = 'queued';
create index email_queue_deferred on email_queue (campaign_id, scheduled_at) where status = 'queued' and retry_count > 0;
create index email_queue_leased on email_queue (leased_by) where leased_by is not null;
create index email_queue_by_subscriber on email_queue (subscriber_id) where status = 'queued';
create index email_queue_troubled on email_queue (campaign_id, status, updated_at)
  where status in ('sending', 'failed', 'uncertain');

-- One try at handing one message to one server; written before the hand-over begins. A campaign's test message has no
-- queue row, and the test of a server has no campaign either: the limits count them all the same.
create table attempts (
  id bigserial primary key,
  queue_id bigint,
  campaign_id int,
  smtp_server_uuid varchar(255) not null,
  worker_id uuid not null,
  message_id text not null,
  started_at timestamptz not null,
  -- both null while the attempt is open
  finished_at timestamptz,
  outcome text check (outcome in ('accepted', 'deferred', 'rejected', 'unsent', 'uncertain')),
  -- whether the server saw the message: what sliding windows count
  seen boolean,
  -- when sliding windows counted it, by their time; null if it was recorded by hand
  counted_at timestamptz,
  reply text,
  check ((finished_at is null) = (outcome is null))
) with (fillfactor = 60); -- each is updated once, in place
create index attempts_by_row on attempts (queue_id);
create index attempts_without_row on attempts (worker_id) where queue_id is null;
create index attempts_by_time on attempts using brin (started_at);

create table smtp_daily_usage (
  id bigserial primary key,
  smtp_server_uuid varchar(255) not null,
  usage_date date not null,
  emails_sent int not null default 0 check (emails_sent >= 0),
  unique (smtp_server_uuid, usage_date)
);

-- emails_in_window messages were counted since window_start. One row per sliding limit: a server's uuid, or
-- 'account:minute' and 'account:hour'. The ring behind it is explained in capacity/sliding-window.ts.
create table smtp_rate_limit_state (
  id bigserial primary key,
  smtp_server_uuid varchar(255) not null unique,
  window_start timestamp with time zone,
  emails_in_window int not null default 0,
  period_ms bigint not null,
  head bigint not null,
  slices int[] not null
);

-- The time by which sliding windows are counted: see capacity/steady-time.ts.
create table steady_time (
  singleton boolean primary key default true check (singleton),
  seen_at timestamptz not null,
  lag_ms bigint not null check (lag_ms >= 0),
  -- whose calendar days smtp_daily_usage counts
  time_zone text not null
);

-- Permits that are reserved and not yet settled, by worker and server: a dead worker's are found here.
create table permits (
  worker_id uuid not null references workers on delete cascade,
  smtp_server_uuid varchar(255) not null,
  in_flight int not null check (in_flight >= 0),
  primary key (worker_id, smtp_server_uuid)
);

create table smtp_server_state (
  smtp_server_uuid varchar(255) primary key,
  last_used_at timestamptz,
  failures int not null default 0,
  aside_until timestamptz,
  reason text,
  -- whose message met the last fault: the server is probed by another campaign's, if it can be
  fault_campaign_id int
);

-- A server whose connection or sender has been corrected is tried at once: its earlier faults say nothing of it.
create function smtp_server_corrected() returns trigger language plpgsql as $$
begin
  update smtp_server_state
  set failures = 0, aside_until = null, reason = null, fault_campaign_id = null
  where smtp_server_uuid = new.uuid;
  return null;
end $$;

create trigger smtp_server_corrected after update on smtp_servers
  for each row
  when (
    (old.host, old.port, old.hello_hostname, old.auth_protocol, old.username, old.password_encrypted, old.tls_type,
      old.tls_skip_verify, old.wait_timeout, old.from_email, old.enabled)
    is distinct from
    (new.host, new.port, new.hello_hostname, new.auth_protocol, new.username, new.password_encrypted, new.tls_type,
      new.tls_skip_verify, new.wait_timeout, new.from_email, new.enabled)
  )
  execute function smtp_server_corrected();

-- Counters: queue statistics never count the queue ----------------------------------------------------------------

-- Deltas, summed when read and folded from time to time: writers never wait for one another.
create table queue_counts (
  campaign_id int not null,
  status varchar(20) not null,
  n bigint not null
);
create index queue_counts_by_campaign on queue_counts (campaign_id);

create function email_queue_inserted() returns trigger language plpgsql as $$
begin
  insert into queue_counts (campaign_id, status, n)
  select campaign_id, status, count(*) from new_rows group by campaign_id, status;
  if found then
    perform pg_notify('queue', '');
  end if;
  return null;
end $$;

create function email_queue_updated() returns trigger language plpgsql as $$
begin
  insert into queue_counts (campaign_id, status, n)
  select campaign_id, status, sum(n)
  from (
    select campaign_id, status, 1 as n from new_rows
    union all
    select campaign_id, status, -1 from old_rows
  ) as changes
  group by campaign_id, status
  having sum(n) <> 0;
  if exists (select from new_rows where status = 'queued') then
    perform pg_notify('queue', '');
  end if;
  return null;
end $$;

create function email_queue_deleted() returns trigger language plpgsql as $$
begin
  insert into queue_counts (campaign_id, status, n)
  select campaign_id, status, -count(*) from old_rows group by campaign_id, status;
  if found then
    perform pg_notify('queue', '');
  end if;
  return null;
end $$;

create function email_queue_truncated() returns trigger language plpgsql as $$
begin
  -- After whoever is folding the deltas, whose sums would be missed: see queue/fold-counts.ts.
  perform pg_advisory_xact_lock(7205759403794);
  delete from queue_counts;
  perform pg_notify('queue', '');
  return null;
end $$;

create trigger email_queue_inserted after insert on email_queue
  referencing new table as new_rows for each statement execute function email_queue_inserted();
create trigger email_queue_updated after update on email_queue
  referencing old table as old_rows new table as new_rows for each statement execute function email_queue_updated();
create trigger email_queue_deleted after delete on email_queue
  referencing old table as old_rows for each statement execute function email_queue_deleted();
create trigger email_queue_truncated after truncate on email_queue
  for each statement execute function email_queue_truncated();
