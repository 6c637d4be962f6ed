-- With the same meaning as in resources/db/operator: whether an item may be at the regulator, which then has to be told
-- if the yes is taken back; and a list of those of which it was not told until now.
ALTER TABLE outbox ADD COLUMN sent smallint NOT NULL DEFAULT 0 CHECK (sent IN (0, 1));
UPDATE outbox SET sent = 1 WHERE state <> 'waiting' OR claimed_until > 0 OR next_attempt > 0;
INSERT INTO not_forwarded (device_id, record_id, reason, at)
    SELECT o.device_id, o.record_id, 'taken_back_untold', max(d.at) FROM outbox o JOIN decision d
        ON d.device_id = o.device_id AND d.record_id = o.record_id AND d.revision > o.revision
    WHERE o.sent = 1 AND o.state <> 'refused' AND d.status NOT IN ('accepted', 'activated')
    GROUP BY o.device_id, o.record_id
    ON CONFLICT (device_id, record_id) DO NOTHING;
