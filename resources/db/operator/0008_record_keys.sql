-- One index by a record's id instead of two: ids are random, so that each such index costs a page of its own for
-- every row once the table is large. Nothing refers to this table.
CREATE TABLE record_moved (
    id            INTEGER PRIMARY KEY,
    device_id     BLOB NOT NULL REFERENCES device,
    sequence      INTEGER NOT NULL CHECK (sequence > 0),
    record_id     BLOB NOT NULL CHECK (length(record_id) = 16),
    envelope_hash BLOB NOT NULL CHECK (length(envelope_hash) = 32),
    payload_hash  BLOB NOT NULL CHECK (length(payload_hash) = 32),
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    body_hash     BLOB NOT NULL CHECK (length(body_hash) = 32),
    body_size     INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,  -- by the counter's clock
    received_at   INTEGER NOT NULL,
    application   TEXT NOT NULL,
    practice      INTEGER NOT NULL CHECK (practice IN (0, 1)),
    status        TEXT NOT NULL,
    reason        TEXT NOT NULL,
    revision      INTEGER NOT NULL,
    receipt       BLOB NOT NULL,
    challenge     TEXT NOT NULL DEFAULT 'not_bound' CHECK (challenge IN ('not_bound', 'matches', 'differs')),
    late          TEXT NOT NULL DEFAULT 'no' CHECK (late IN ('no', 'known', 'unknown')),
    UNIQUE (device_id, sequence),
    UNIQUE (record_id, device_id)  -- in this order it serves what is looked for over all counters, too
) STRICT;
INSERT INTO record_moved (id, device_id, sequence, record_id, envelope_hash, payload_hash, previous_hash, body_hash,
                          body_size, created_at, received_at, application, practice, status, reason, revision, receipt,
                          challenge, late)
SELECT id, device_id, sequence, record_id, envelope_hash, payload_hash, previous_hash, body_hash, body_size, created_at,
       received_at, application, practice, status, reason, revision, receipt, challenge, late
FROM record;
DROP TABLE record;
ALTER TABLE record_moved RENAME TO record;
