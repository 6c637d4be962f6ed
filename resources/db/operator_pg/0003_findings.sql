-- What is looked at to see whether a counter's conduct departs from what is usual at its own shop, with the same
-- meaning as in resources/db/operator: times, routes and two hashes of each record, and who decided by the counter's
-- journal. Nothing of a buyer. Clerks' ids and the name of a boot are a counter's words, so they are bytea.

CREATE TABLE conduct_record (
    device_id     bytea  NOT NULL REFERENCES device,
    record_id     bytea  NOT NULL CHECK (length(record_id) = 16),
    sequence      bigint NOT NULL,
    received_at   bigint NOT NULL,
    worked_at     bigint NOT NULL,  -- as far as is known, never after received_at
    boot          bytea  NOT NULL,  -- empty: not told
    since_boot    bigint NOT NULL,  -- milliseconds, by the clock that nobody sets
    route         text   NOT NULL CHECK (route IN ('usual', 'other_terms', 'no_scan')),
    attempt       bigint NOT NULL,  -- 0: no scan
    scan_took     bigint,           -- milliseconds, at least
    evidence_hash bytea  CHECK (length(evidence_hash) = 32),
    border_hash   bytea  CHECK (length(border_hash) = 32),
    PRIMARY KEY (device_id, record_id)
);
CREATE INDEX conduct_record_by_time ON conduct_record (device_id, received_at);
CREATE INDEX conduct_record_recent ON conduct_record (received_at);
CREATE INDEX conduct_record_by_evidence ON conduct_record (evidence_hash) WHERE evidence_hash IS NOT NULL;
CREATE INDEX conduct_record_by_border ON conduct_record (border_hash) WHERE border_hash IS NOT NULL;

-- Lines of journals and records come in any order, so that they are put together when they are read.
CREATE TABLE conduct_clerk (
    device_id bytea  NOT NULL REFERENCES device,
    record_id bytea  NOT NULL CHECK (length(record_id) = 16),
    clerk     bytea  NOT NULL,
    noted_at  bigint NOT NULL,
    PRIMARY KEY (device_id, record_id)
);
CREATE INDEX conduct_clerk_by_time ON conduct_clerk (noted_at);

-- How far the ledger was read: one row for all records, never more than `settled`. Below that no record appears any
-- more; above it a node may still be about to commit one.
CREATE TABLE conduct_read (
    records bigint NOT NULL,
    settled bigint NOT NULL
);
INSERT INTO conduct_read (records, settled) VALUES (0, 0);
CREATE TABLE conduct_journal (
    device_id bytea  PRIMARY KEY REFERENCES device,
    number    bigint NOT NULL
);

-- A question to a shop, never a judgement.
CREATE SEQUENCE finding_number;
CREATE TABLE finding (
    number      bigint NOT NULL DEFAULT nextval('finding_number'),
    device_id   bytea  NOT NULL REFERENCES device,
    kind        text   NOT NULL,
    clerk       bytea  NOT NULL,  -- empty: about the counter as a whole
    record_id   bytea  CHECK (length(record_id) = 16),
    other_id    bytea  CHECK (length(other_id) = 16),  -- the record it is like
    window_from bigint NOT NULL,
    window_to   bigint NOT NULL,
    k           bigint NOT NULL,
    n           bigint NOT NULL,
    k_before    bigint NOT NULL,
    n_before    bigint NOT NULL,
    seconds     bigint NOT NULL,
    chance      text   NOT NULL,  -- of so much without any change, as a number is written
    state       text   NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
    raised_at   bigint NOT NULL,
    answer      text   NOT NULL DEFAULT '',
    answered_by bytea  NOT NULL DEFAULT '',
    answered_at bigint,
    closed_at   bigint,
    PRIMARY KEY (device_id, number)
);
CREATE INDEX finding_by_number ON finding (number);
CREATE INDEX finding_by_counter ON finding (device_id, kind, clerk);
CREATE INDEX finding_by_record ON finding (record_id) WHERE record_id IS NOT NULL;
