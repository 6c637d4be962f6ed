-- How the face was scanned, from the signed header: what the day's end counts.
ALTER TABLE registration ADD COLUMN route TEXT NOT NULL DEFAULT 'usual'
    CHECK (route IN ('usual', 'other_terms', 'no_scan'));
