-- What waits for a person is filed under its document as soon as it was opened, and holds a place among the numbers that
-- may stand in that name: `counts` with `waits`. `ended`: the service is over, it stands in nobody's name any more.
ALTER TABLE person_record ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));
ALTER TABLE person_record ADD COLUMN ended INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));
-- After the service line, card and phone may be sold again: the next yes takes the row over.
ALTER TABLE number_claim ADD COLUMN ended INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));

-- The person asked for the erasure and something stood in the way; NULL once it was carried out.
ALTER TABLE retention ADD COLUMN asked_at INTEGER;
ALTER TABLE retention ADD COLUMN service_ended INTEGER;  -- the end of the service's last day
ALTER TABLE retention ADD COLUMN details_until INTEGER;  -- after it the law wants nothing kept any more
-- Erased, and it stands in its person's name all the same: with details, or without any where it was damaged.
ALTER TABLE retention ADD COLUMN filed INTEGER NOT NULL DEFAULT 0 CHECK (filed IN (0, 1));
UPDATE retention SET filed = 1 WHERE erased_at IS NOT NULL AND (length(details) > 0 OR EXISTS (SELECT 1 FROM
    person_record p WHERE p.device_id = retention.device_id AND p.record_id = retention.record_id));
CREATE INDEX retention_asked ON retention (asked_at) WHERE asked_at IS NOT NULL;
CREATE INDEX retention_details_due ON retention (details_until)
    WHERE details_until IS NOT NULL AND (erased_at IS NULL OR filed = 1);
