-- Every unique key of a record contains the device id, so that the same schema can be spread over several nodes.

CREATE TABLE device (
    device_id      BLOB PRIMARY KEY CHECK (length(device_id) = 16),
    key_algorithm  TEXT NOT NULL,
    public_key     BLOB NOT NULL,
    key_protection TEXT NOT NULL,
    application    TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('active', 'off')),
    enrolled_at    INTEGER NOT NULL  -- milliseconds since 1970, as every time here
) STRICT;

-- The code itself is not kept.
CREATE TABLE enrolment_code (
    code_hash  BLOB PRIMARY KEY CHECK (length(code_hash) = 32),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    device_id  BLOB REFERENCES device
) STRICT;

-- Never pruned: shops come back after weeks, and a key that was once taken stays taken.
CREATE TABLE record (
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
    UNIQUE (device_id, sequence),
    UNIQUE (device_id, record_id)
) STRICT;
CREATE INDEX record_by_record_id ON record (record_id);

-- Signed by a known device and yet at odds with what is stored: a rolled-back disk, a cloned counter, or an attack.
CREATE TABLE alarm (
    id            INTEGER PRIMARY KEY,
    at            INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    device_id     BLOB NOT NULL REFERENCES device,
    sequence      INTEGER NOT NULL,
    record_id     BLOB NOT NULL,
    envelope_hash BLOB NOT NULL,
    UNIQUE (device_id, kind, envelope_hash)
) STRICT;
