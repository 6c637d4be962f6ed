-- Whether an item may be at the regulator: set when a forwarder takes it, before anything is sent. If the yes is taken
-- back later, the regulator has to be told.
ALTER TABLE outbox ADD COLUMN sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1));
UPDATE outbox SET sent = 1 WHERE state <> 'waiting' OR claimed_until > 0 OR next_attempt > 0;
-- Until now it was not told. What it may hold and was taken back is listed, so that a person can tell it.
INSERT OR IGNORE INTO not_forwarded (device_id, record_id, reason, at)
    SELECT o.device_id, o.record_id, 'taken_back_untold', max(d.at) FROM outbox o JOIN decision d
        ON d.device_id = o.device_id AND d.record_id = o.record_id AND d.revision > o.revision
    WHERE o.sent = 1 AND o.state <> 'refused' AND d.status NOT IN ('accepted', 'activated')
    GROUP BY o.device_id, o.record_id;
