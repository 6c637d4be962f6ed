-- Whose a body is: for the sweep, which finds files of which no row tells.
CREATE INDEX record_by_body ON record (body_hash);
