-- A counter whose records contradict each other (a disk that was rolled back, a clone) takes no part until it is released.
ALTER TABLE device ADD COLUMN set_aside_at INTEGER;
-- Contradictions about numbers up to this one were looked into when the counter was released.
ALTER TABLE device ADD COLUMN cleared_sequence INTEGER NOT NULL DEFAULT 0;
-- What its last contact said.
ALTER TABLE device ADD COLUMN last_contact INTEGER;
ALTER TABLE device ADD COLUMN waiting INTEGER;
ALTER TABLE device ADD COLUMN oldest_waiting INTEGER;   -- by the counter's clock
ALTER TABLE device ADD COLUMN clock_behind_ms INTEGER;  -- of the counter; negative: ahead
ALTER TABLE device ADD COLUMN policy_version INTEGER;
ALTER TABLE device ADD COLUMN sequence_limit INTEGER NOT NULL DEFAULT 0;  -- the last number it may use; 0: no limit

-- What the counter is to do, in the order of the numbers; done once it says a number that is as high.
CREATE TABLE device_order (
    device_id  BLOB    NOT NULL REFERENCES device,
    number     INTEGER NOT NULL CHECK (number > 0),
    kind       TEXT    NOT NULL,
    record_id  BLOB    CHECK (record_id IS NULL OR length(record_id) = 16),
    text       TEXT    NOT NULL,
    receipt    BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (device_id, number)
) STRICT, WITHOUT ROWID;

-- The counters' journals, as they came.
CREATE TABLE audit_line (
    device_id   BLOB    NOT NULL REFERENCES device,
    number      INTEGER NOT NULL CHECK (number > 0),
    seal        BLOB    NOT NULL CHECK (length(seal) = 32),
    line        TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (device_id, number)
) STRICT, WITHOUT ROWID;

-- From here on also alarms that are about a counter and no record: their record id is zeros, their hash what was wrong.
