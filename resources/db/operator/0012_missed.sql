-- What `conduct` could not read when its turn came is tried again: its body may be there tomorrow, and of an erased one
-- the head is. Those that were passed over before there was this table are in neither.
CREATE TABLE conduct_missed (
    device_id   BLOB    NOT NULL REFERENCES device,
    record_id   BLOB    NOT NULL CHECK (length(record_id) = 16),
    received_at INTEGER NOT NULL,
    PRIMARY KEY (device_id, record_id)
) STRICT, WITHOUT ROWID;
INSERT INTO conduct_missed (device_id, record_id, received_at)
    SELECT device_id, record_id, received_at FROM record r WHERE id <= (SELECT records FROM conduct_read) AND
        practice = 0 AND late = 'no' AND NOT EXISTS (SELECT 1 FROM conduct_record c WHERE c.device_id = r.device_id AND
        c.record_id = r.record_id);
