-- With the same meaning as in resources/db/operator: what `conduct` could not read when its turn came.
CREATE TABLE conduct_missed (
    device_id   bytea  NOT NULL REFERENCES device,
    record_id   bytea  NOT NULL CHECK (length(record_id) = 16),
    received_at bigint NOT NULL,
    PRIMARY KEY (device_id, record_id)
);
INSERT INTO conduct_missed (device_id, record_id, received_at)
    SELECT device_id, record_id, received_at FROM record r WHERE id <= (SELECT records FROM conduct_read) AND
        practice = 0 AND late = 'no' AND NOT EXISTS (SELECT 1 FROM conduct_record c WHERE c.device_id = r.device_id AND
        c.record_id = r.record_id);
