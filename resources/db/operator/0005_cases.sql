-- What becomes of a record after it was taken in. No person stands here in the clear: only hashes under a key that the
-- review side holds, and blobs sealed to somebody's key.

-- One for each record, made in the same transaction.
CREATE TABLE case_file (
    device_id     BLOB    NOT NULL REFERENCES device,
    record_id     BLOB    NOT NULL CHECK (length(record_id) = 16),
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'review', 'second', 'decided')),
    practice      INTEGER NOT NULL CHECK (practice IN (0, 1)),
    received_at   INTEGER NOT NULL,
    claimed_until INTEGER NOT NULL DEFAULT 0,     -- by a judging process, which may die
    attempts      INTEGER NOT NULL DEFAULT 0,
    reasons       TEXT    NOT NULL DEFAULT '[]',  -- stable codes: why a person must look
    exception     INTEGER NOT NULL DEFAULT 0 CHECK (exception IN (0, 1)),  -- two people
    first_by      TEXT,  -- in state second: who looked first and what they said
    first_status  TEXT,
    first_reason  TEXT,
    first_at      INTEGER,
    PRIMARY KEY (device_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_open ON case_file (state, received_at) WHERE state <> 'decided';
INSERT INTO case_file (device_id, record_id, state, practice, received_at)
    SELECT device_id, record_id, 'waiting', practice, received_at FROM record;

-- Every word on a record after "received".
CREATE TABLE decision (
    device_id      BLOB    NOT NULL REFERENCES device,
    record_id      BLOB    NOT NULL CHECK (length(record_id) = 16),
    revision       INTEGER NOT NULL CHECK (revision > 1),
    at             INTEGER NOT NULL,
    status         TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    decided_by     TEXT    NOT NULL,  -- 'policy', 'regulator', or a reviewer's id
    confirmed_by   TEXT,              -- the second reviewer's id
    policy_version INTEGER NOT NULL,
    PRIMARY KEY (device_id, record_id, revision)
) STRICT, WITHOUT ROWID;

-- Whose record it is, by the document number under the index key.
CREATE TABLE person_record (
    document_hash BLOB    NOT NULL CHECK (length(document_hash) = 32),
    device_id     BLOB    NOT NULL REFERENCES device,
    record_id     BLOB    NOT NULL CHECK (length(record_id) = 16),
    counts        INTEGER NOT NULL CHECK (counts IN (0, 1)),  -- a number that stands in this person's name
    PRIMARY KEY (document_hash, device_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_record_by_record ON person_record (device_id, record_id);

-- A card or a phone stands in one record only. Unique over all counters, since the same number may come from two.
CREATE TABLE number_claim (
    kind        TEXT NOT NULL CHECK (kind IN ('msisdn', 'iccid', 'imei')),
    number_hash BLOB NOT NULL CHECK (length(number_hash) = 32),
    device_id   BLOB NOT NULL REFERENCES device,
    record_id   BLOB NOT NULL CHECK (length(record_id) = 16),
    PRIMARY KEY (kind, number_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX number_claim_by_record ON number_claim (device_id, record_id);

-- What is to go to the regulator, sealed to the regulator's key; made in the transaction of the decision.
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,
    device_id     BLOB    NOT NULL REFERENCES device,
    record_id     BLOB    NOT NULL CHECK (length(record_id) = 16),
    revision      INTEGER NOT NULL,
    content       TEXT    NOT NULL CHECK (content IN ('attestation', 'portrait')),
    ground        TEXT    NOT NULL,  -- the legal ground, as the policy named it
    item          BLOB    NOT NULL,
    created_at    INTEGER NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'refused')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    next_attempt  INTEGER NOT NULL DEFAULT 0,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    answer        BLOB,     -- the regulator's, as signed
    answered_at   INTEGER,
    UNIQUE (device_id, record_id, revision)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (next_attempt) WHERE state = 'waiting';

-- Not sent, and why: what the buyer agreed to doesn't cover it, or the policy forwards nothing of the kind.
CREATE TABLE not_forwarded (
    device_id BLOB    NOT NULL REFERENCES device,
    record_id BLOB    NOT NULL CHECK (length(record_id) = 16),
    reason    TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (device_id, record_id)
) STRICT, WITHOUT ROWID;

-- How long pictures are kept, and the signed word that they are gone.
CREATE TABLE retention (
    device_id      BLOB    NOT NULL REFERENCES device,
    record_id      BLOB    NOT NULL CHECK (length(record_id) = 16),
    pictures_until INTEGER,  -- NULL: no final answer yet
    hold           TEXT,     -- why the law wants them kept longer; NULL: it doesn't
    details        BLOB,     -- after the erasure: what is kept besides pictures, sealed to the operator's key
    erased_at      INTEGER,
    certificate    BLOB,     -- signed: what was erased, when
    PRIMARY KEY (device_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_due ON retention (pictures_until) WHERE erased_at IS NULL;

CREATE TABLE reviewer (
    id         TEXT    PRIMARY KEY,
    name       TEXT    NOT NULL,
    role       TEXT    NOT NULL CHECK (role IN ('reviewer', 'supervisor')),
    password   TEXT    NOT NULL,  -- argon2id, as libsodium writes it
    state      TEXT    NOT NULL CHECK (state IN ('active', 'off')),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who looked at what and said what; rows are only ever added.
CREATE TABLE review_log (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    reviewer  TEXT    NOT NULL,
    action    TEXT    NOT NULL,
    device_id BLOB,
    record_id BLOB,
    detail    TEXT    NOT NULL  -- stable codes, no personal data
) STRICT;
CREATE INDEX review_log_by_record ON review_log (device_id, record_id);
