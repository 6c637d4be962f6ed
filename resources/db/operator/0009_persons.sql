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
CREATE INDEX retention_asked ON retention (asked_at) WHERE asked_at IS NOT NULL;
CREATE INDEX retention_details_due ON retention (details_until)
    WHERE details_until IS NOT NULL AND (erased_at IS NULL OR length(details) > 0);
