-- The operator's ledger on PostgreSQL: the tables of resources/db/operator with the same meaning. Times are
-- milliseconds since 1970. What a counter or a person wrote is bytea, since it has to come back byte for byte and a
-- text here takes neither zero bytes nor what is no UTF-8; words that the program itself chooses are text.
-- Every unique key contains the device id, so that the tables can be spread over several machines by it. Those that
-- can't (a test knows them): enrolment_code, number_claim, reviewer.

CREATE TABLE device (
    device_id        bytea    PRIMARY KEY CHECK (length(device_id) = 16),
    key_algorithm    text     NOT NULL,
    public_key       bytea    NOT NULL,
    key_protection   text     NOT NULL,
    application      bytea    NOT NULL,
    state            text     NOT NULL CHECK (state IN ('active', 'off')),
    enrolled_at      bigint   NOT NULL,
    challenge_key    bytea    CHECK (length(challenge_key) = 32),  -- NULL: enrolled before there was such a key
    set_aside_at     bigint,                                       -- contradicts itself: takes no part until released
    cleared_sequence bigint   NOT NULL DEFAULT 0,                  -- contradictions up to here were looked into
    last_contact     bigint,                                       -- from here: what its last contact said
    waiting          bigint,
    oldest_waiting   bigint,
    clock_behind_ms  bigint,
    policy_version   bigint,
    keys_version     bigint,
    sequence_limit   bigint   NOT NULL DEFAULT 0,                  -- the last number it may use; 0: no limit
    last_reserved    bigint   NOT NULL DEFAULT 0,                  -- the highest it had given out, by its own word
    replaced_at      bigint,
    replaces         bytea                                         -- the counter whose place this one took
);

-- The code itself is not kept.
CREATE TABLE enrolment_code (
    code_hash  bytea  PRIMARY KEY CHECK (length(code_hash) = 32),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at    bigint,
    device_id  bytea  REFERENCES device,
    replaces   bytea
);

-- What is taken for ever, small enough to be kept for ever: a record's months may be moved away, its keys never. The
-- second key begins with the record's id, since that is looked for over all counters.
CREATE TABLE record_key (
    device_id     bytea   NOT NULL REFERENCES device,
    sequence      bigint  NOT NULL CHECK (sequence > 0),
    record_id     bytea   NOT NULL CHECK (length(record_id) = 16),
    envelope_hash bytea   NOT NULL CHECK (length(envelope_hash) = 32),
    month         integer NOT NULL,  -- where the record lies: 202611
    PRIMARY KEY (device_id, sequence),
    UNIQUE (record_id, device_id)
);

CREATE SEQUENCE record_arrival;
CREATE TABLE record (
    id            bigint   NOT NULL DEFAULT nextval('record_arrival'),
    month         integer  NOT NULL,  -- of received_at, in UTC
    device_id     bytea    NOT NULL,
    sequence      bigint   NOT NULL,
    record_id     bytea    NOT NULL,
    envelope_hash bytea    NOT NULL,
    payload_hash  bytea    NOT NULL CHECK (length(payload_hash) = 32),
    previous_hash bytea    NOT NULL CHECK (length(previous_hash) = 32),
    body_hash     bytea    NOT NULL CHECK (length(body_hash) = 32),
    body_size     bigint   NOT NULL,
    created_at    bigint   NOT NULL,  -- by the counter's clock
    received_at   bigint   NOT NULL,
    application   bytea    NOT NULL,
    practice      smallint NOT NULL CHECK (practice IN (0, 1)),
    status        text     NOT NULL,
    reason        bytea    NOT NULL,
    revision      bigint   NOT NULL,
    receipt       bytea    NOT NULL,
    challenge     text     NOT NULL CHECK (challenge IN ('not_bound', 'matches', 'differs')),
    late          text     NOT NULL CHECK (late IN ('no', 'known', 'unknown')),
    PRIMARY KEY (device_id, sequence, month)
) PARTITION BY LIST (month);
CREATE INDEX record_by_arrival ON record (id);

-- Called once a month, by whichever node sees the month first. Attached and not created in place: that lets the other
-- nodes go on reading and writing meanwhile.
CREATE FUNCTION make_record_month(wanted integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := 'record_' || wanted;
BEGIN
    PERFORM pg_advisory_xact_lock(7165074649429406322);  -- one node at a time; "counters" less one, as a number
    IF to_regclass(quote_ident(name)) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE record INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('ALTER TABLE record ATTACH PARTITION %I FOR VALUES IN (%s)', name, wanted);
END
$$;

CREATE SEQUENCE alarm_arrival;
CREATE TABLE alarm (
    id            bigint NOT NULL DEFAULT nextval('alarm_arrival'),
    at            bigint NOT NULL,
    kind          text   NOT NULL,
    device_id     bytea  NOT NULL REFERENCES device,
    sequence      bigint NOT NULL,
    record_id     bytea  NOT NULL,
    envelope_hash bytea  NOT NULL,
    PRIMARY KEY (device_id, kind, envelope_hash)
);

CREATE TABLE device_order (
    device_id  bytea  NOT NULL REFERENCES device,
    number     bigint NOT NULL CHECK (number > 0),
    kind       text   NOT NULL,
    record_id  bytea  CHECK (length(record_id) = 16),
    text       bytea  NOT NULL,
    receipt    bytea  NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (device_id, number)
);

-- The counters' journals, as they came.
CREATE TABLE audit_line (
    device_id   bytea  NOT NULL REFERENCES device,
    number      bigint NOT NULL CHECK (number > 0),
    seal        bytea  NOT NULL CHECK (length(seal) = 32),
    line        bytea  NOT NULL,
    received_at bigint NOT NULL,
    PRIMARY KEY (device_id, number)
);

-- What becomes of a record after it was taken in. No person stands here in the clear: only hashes under a key that the
-- review side holds, and blobs sealed to somebody's key.

-- One for each record, made in the same transaction.
CREATE TABLE case_file (
    device_id     bytea    NOT NULL,
    record_id     bytea    NOT NULL CHECK (length(record_id) = 16),
    state         text     NOT NULL CHECK (state IN ('waiting', 'review', 'second', 'decided')),
    practice      smallint NOT NULL CHECK (practice IN (0, 1)),
    received_at   bigint   NOT NULL,
    claimed_until bigint   NOT NULL DEFAULT 0,     -- by a judging process, which may die
    attempts      integer  NOT NULL DEFAULT 0,
    reasons       text     NOT NULL DEFAULT '[]',  -- stable codes: why a person must look
    exception     smallint NOT NULL DEFAULT 0 CHECK (exception IN (0, 1)),  -- two people
    first_by      text,  -- in state second: who looked first and what they said
    first_status  text,
    first_reason  text,
    first_at      bigint,
    PRIMARY KEY (device_id, record_id)
);
CREATE INDEX case_open ON case_file (state, received_at) WHERE state <> 'decided';

-- Every word on a record after "received".
CREATE TABLE decision (
    device_id      bytea   NOT NULL REFERENCES device,
    record_id      bytea   NOT NULL CHECK (length(record_id) = 16),
    revision       integer NOT NULL CHECK (revision > 1),
    at             bigint  NOT NULL,
    status         text    NOT NULL,
    reason         text    NOT NULL,
    decided_by     text    NOT NULL,  -- 'policy', 'regulator', or a reviewer's id
    confirmed_by   text,              -- the second reviewer's id
    policy_version bigint  NOT NULL,
    PRIMARY KEY (device_id, record_id, revision)
);

-- Whose record it is, by the document number under the index key.
CREATE TABLE person_record (
    document_hash bytea    NOT NULL CHECK (length(document_hash) = 32),
    device_id     bytea    NOT NULL REFERENCES device,
    record_id     bytea    NOT NULL CHECK (length(record_id) = 16),
    counts        smallint NOT NULL CHECK (counts IN (0, 1)),  -- a number that stands in this person's name
    PRIMARY KEY (document_hash, device_id, record_id)
);
CREATE INDEX person_record_by_record ON person_record (device_id, record_id);

-- A card or a phone stands in one record only. Unique over all counters, since the same number may come from two.
CREATE TABLE number_claim (
    kind        text  NOT NULL CHECK (kind IN ('msisdn', 'iccid', 'imei')),
    number_hash bytea NOT NULL CHECK (length(number_hash) = 32),
    device_id   bytea NOT NULL REFERENCES device,
    record_id   bytea NOT NULL CHECK (length(record_id) = 16),
    PRIMARY KEY (kind, number_hash)
);
CREATE INDEX number_claim_by_record ON number_claim (device_id, record_id);

-- What is to go to the regulator, sealed to the regulator's key; made in the transaction of the decision.
CREATE SEQUENCE outbox_arrival;
CREATE TABLE outbox (
    id            bigint  NOT NULL DEFAULT nextval('outbox_arrival'),
    device_id     bytea   NOT NULL REFERENCES device,
    record_id     bytea   NOT NULL CHECK (length(record_id) = 16),
    revision      integer NOT NULL,
    content       text    NOT NULL CHECK (content IN ('attestation', 'portrait')),
    ground        text    NOT NULL,  -- the legal ground, as the policy named it
    item          bytea   NOT NULL,
    created_at    bigint  NOT NULL,
    state         text    NOT NULL CHECK (state IN ('waiting', 'acknowledged', 'refused')),
    attempts      integer NOT NULL DEFAULT 0,
    next_attempt  bigint  NOT NULL DEFAULT 0,
    claimed_until bigint  NOT NULL DEFAULT 0,
    answer        bytea,   -- the regulator's, as signed
    answered_at   bigint,
    PRIMARY KEY (device_id, record_id, revision)
);
CREATE INDEX outbox_by_arrival ON outbox (id);
CREATE INDEX outbox_waiting ON outbox (next_attempt) WHERE state = 'waiting';

-- Not sent, and why: what the buyer agreed to doesn't cover it, or the policy forwards nothing of the kind.
CREATE TABLE not_forwarded (
    device_id bytea  NOT NULL REFERENCES device,
    record_id bytea  NOT NULL CHECK (length(record_id) = 16),
    reason    text   NOT NULL,
    at        bigint NOT NULL,
    PRIMARY KEY (device_id, record_id)
);

-- How long pictures are kept, and the signed word that they are gone.
CREATE TABLE retention (
    device_id      bytea  NOT NULL REFERENCES device,
    record_id      bytea  NOT NULL CHECK (length(record_id) = 16),
    pictures_until bigint,  -- NULL: no final answer yet
    hold           text,    -- why the law wants them kept longer; NULL: it doesn't
    details        bytea,   -- after the erasure: what is kept besides pictures, sealed to the operator's key
    erased_at      bigint,
    certificate    bytea,   -- signed: what was erased, when
    PRIMARY KEY (device_id, record_id)
);
CREATE INDEX retention_due ON retention (pictures_until) WHERE erased_at IS NULL;

CREATE TABLE reviewer (
    id         text   PRIMARY KEY,
    name       text   NOT NULL,
    role       text   NOT NULL CHECK (role IN ('reviewer', 'supervisor')),
    password   text   NOT NULL,  -- argon2id, as libsodium writes it
    state      text   NOT NULL CHECK (state IN ('active', 'off')),
    created_at bigint NOT NULL
);

-- Who looked at what and said what; rows are only ever added.
CREATE SEQUENCE review_arrival;
CREATE TABLE review_log (
    id        bigint NOT NULL DEFAULT nextval('review_arrival'),
    at        bigint NOT NULL,
    reviewer  text   NOT NULL,
    action    text   NOT NULL,
    device_id bytea,
    record_id bytea,
    detail    text   NOT NULL  -- stable codes, no personal data
);
CREATE INDEX review_log_by_arrival ON review_log (id);
CREATE INDEX review_log_by_record ON review_log (device_id, record_id);
