-- What is looked at to see whether a counter's conduct departs from what is usual at its own shop: times, routes and
-- two hashes of each record, and who decided by the counter's journal. Nothing of a buyer.

-- One for each record that is not a practice one and whose header could be read; filled by `conduct`.
CREATE TABLE conduct_record (
    device_id     BLOB    NOT NULL REFERENCES device,
    record_id     BLOB    NOT NULL CHECK (length(record_id) = 16),
    sequence      INTEGER NOT NULL,
    received_at   INTEGER NOT NULL,
    worked_at     INTEGER NOT NULL,   -- as far as is known, never after received_at
    boot          TEXT    NOT NULL,   -- '': not told
    since_boot    INTEGER NOT NULL,   -- milliseconds, by the clock that nobody sets
    route         TEXT    NOT NULL CHECK (route IN ('usual', 'other_terms', 'no_scan')),
    attempt       INTEGER NOT NULL,   -- 0: no scan
    scan_took     INTEGER,            -- milliseconds, at least
    evidence_hash BLOB    CHECK (evidence_hash IS NULL OR length(evidence_hash) = 32),
    border_hash   BLOB    CHECK (border_hash IS NULL OR length(border_hash) = 32),
    PRIMARY KEY (device_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conduct_record_by_time ON conduct_record (device_id, received_at);
CREATE INDEX conduct_record_recent ON conduct_record (received_at);
CREATE INDEX conduct_record_by_evidence ON conduct_record (evidence_hash) WHERE evidence_hash IS NOT NULL;
CREATE INDEX conduct_record_by_border ON conduct_record (border_hash) WHERE border_hash IS NOT NULL;

-- Lines of journals and records come in any order, so that they are put together when they are read.
CREATE TABLE conduct_clerk (
    device_id BLOB    NOT NULL REFERENCES device,
    record_id BLOB    NOT NULL CHECK (length(record_id) = 16),
    clerk     TEXT    NOT NULL,
    noted_at  INTEGER NOT NULL,
    PRIMARY KEY (device_id, record_id)
) STRICT, WITHOUT ROWID;

-- How far the ledger was read. One row for all records, one for each counter's journal.
CREATE TABLE conduct_read (
    only    INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    records INTEGER NOT NULL
) STRICT;
INSERT INTO conduct_read (only, records) VALUES (1, 0);
CREATE TABLE conduct_journal (
    device_id BLOB    NOT NULL PRIMARY KEY REFERENCES device,
    number    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A question to a shop, never a judgement.
CREATE TABLE finding (
    number      INTEGER NOT NULL PRIMARY KEY,
    device_id   BLOB    NOT NULL REFERENCES device,
    kind        TEXT    NOT NULL,
    clerk       TEXT    NOT NULL,  -- '': about the counter as a whole
    record_id   BLOB    CHECK (record_id IS NULL OR length(record_id) = 16),
    other_id    BLOB    CHECK (other_id IS NULL OR length(other_id) = 16),  -- the record it is like
    window_from INTEGER NOT NULL,
    window_to   INTEGER NOT NULL,
    k           INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    k_before    INTEGER NOT NULL,
    n_before    INTEGER NOT NULL,
    seconds     INTEGER NOT NULL,
    chance      TEXT    NOT NULL,  -- of so much without any change, as a number is written
    state       TEXT    NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
    raised_at   INTEGER NOT NULL,
    answer      TEXT    NOT NULL DEFAULT '',
    answered_by TEXT    NOT NULL DEFAULT '',
    answered_at INTEGER,
    closed_at   INTEGER
) STRICT;
CREATE INDEX finding_by_counter ON finding (device_id, kind, clerk);
CREATE INDEX finding_by_record ON finding (record_id) WHERE record_id IS NOT NULL;
