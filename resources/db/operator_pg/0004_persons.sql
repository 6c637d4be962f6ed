-- With the same meaning as in resources/db/operator: records that wait are filed under their document and hold a place
-- (`waits`), services end (`ended`), and what a person asked for is remembered until it is carried out.
ALTER TABLE person_record ADD COLUMN waits smallint NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));
ALTER TABLE person_record ADD COLUMN ended smallint NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));
ALTER TABLE number_claim ADD COLUMN ended smallint NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));

ALTER TABLE retention ADD COLUMN asked_at bigint;       -- NULL: nothing is asked that was not carried out
ALTER TABLE retention ADD COLUMN service_ended bigint;  -- the end of the service's last day
ALTER TABLE retention ADD COLUMN details_until bigint;  -- after it the law wants nothing kept any more
-- Erased, and it stands in its person's name all the same: with details, or without any where it was damaged.
ALTER TABLE retention ADD COLUMN filed smallint NOT NULL DEFAULT 0 CHECK (filed IN (0, 1));
UPDATE retention SET filed = 1 WHERE erased_at IS NOT NULL AND (length(details) > 0 OR EXISTS (SELECT 1 FROM
    person_record p WHERE p.device_id = retention.device_id AND p.record_id = retention.record_id));
CREATE INDEX retention_asked ON retention (asked_at) WHERE asked_at IS NOT NULL;
CREATE INDEX retention_details_due ON retention (details_until)
    WHERE details_until IS NOT NULL AND (erased_at IS NULL OR filed = 1);
