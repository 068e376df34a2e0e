-- More sliding limits for a server, what a day is to its daily limit, and send windows of a campaign.

alter table smtp_servers
  add column limits jsonb not null default '[]' check (jsonb_typeof(limits) = 'array'),
  -- empty: that of the settings
  add column daily_limit_period text not null default '' check (daily_limit_period in ('', 'calendar', 'rolling'));

-- smtp_rate_limit_state has one row per sliding limit, as before. Those beside the guide's own window have the server's uuid,
-- a colon and what tells them apart: the key must fit, and none may look like another's. Of servers from now on.
alter table smtp_servers add check (length(uuid) <= 200 and uuid !~ '[[:space:]:]') not valid;

-- Narrower than the account's, which apply too; none: no narrower. Weekdays and times of day, see capacity/send-window.ts.
alter table campaigns
  add column send_windows jsonb not null default '[]' check (jsonb_typeof(send_windows) = 'array');

-- Below 0 once the clock has been put back: see capacity/steady-time.ts.
alter table steady_time drop constraint steady_time_lag_ms_check;
