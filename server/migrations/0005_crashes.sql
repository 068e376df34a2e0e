-- A row that waits for its time wakes the queue then, whether or not it has cost the message an attempt: after a fault of
-- Sluice's own, and while its message is suspect, it has not. (Rows are enqueued with both times the same.)
drop index email_queue_deferred;
create index email_queue_deferred on email_queue (campaign_id, scheduled_at)
  where status = 'queued' and scheduled_at > created_at;
