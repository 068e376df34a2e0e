-- Deferred mail has an age, and prefers a server other than the one that deferred it last.
alter table email_queue
  add column first_deferred_at timestamptz,
  add column deferred_by varchar(255);
