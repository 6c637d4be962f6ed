-- Ids are never used again: an answer that comes late must not meet another item.
CREATE TABLE outbox_new (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    device_id     BLOB    NOT NULL REFERENCES device,
    record_id     BLOB    NOT NULL CHECK (length(record_id) = 16),
    revision      INTEGER NOT NULL,
    content       TEXT    NOT NULL CHECK (content IN ('attestation', 'portrait')),
    ground        TEXT    NOT NULL,
    item          BLOB    NOT NULL,
    created_at    INTEGER NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'refused')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    next_attempt  INTEGER NOT NULL DEFAULT 0,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    answer        BLOB,
    answered_at   INTEGER,
    UNIQUE (device_id, record_id, revision)
) STRICT;
INSERT INTO outbox_new SELECT * FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (next_attempt) WHERE state = 'waiting';
