-- In the whole order in which queues are read: SQLite's indices end with the row's key by themselves, these don't, and
-- a page or a claim would sort all that waits.
DROP INDEX case_open;
CREATE INDEX case_open ON case_file (state, received_at, device_id, record_id) WHERE state <> 'decided';
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (next_attempt, id) WHERE state = 'waiting';
