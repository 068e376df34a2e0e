-- What each server accepted in each minute, as smtp_daily_usage has it for days: the throughput of an hour and a day is told
-- without counting the queue or the attempts. Kept for little more than a day.
create table smtp_minute_usage (
  -- when the minute begins
  minute timestamptz not null,
  smtp_server_uuid varchar(255) not null,
  emails_sent int not null check (emails_sent >= 0),
  primary key (minute, smtp_server_uuid)
) with (fillfactor = 50); -- the present minute's rows are updated with every batch, in place
