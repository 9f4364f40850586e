-- When each key of a consumer was used last. Rows change in place, without an index on what changes: a page is cleaned
-- when it is written again.
CREATE TABLE key_uses (
  key text PRIMARY KEY,
  last_ms bigint NOT NULL
) WITH (fillfactor = 50);

-- One row: from when on uses are known. What was recorded before names no keys, and of a database that was made anew it
-- is not known what the one before had.
CREATE TABLE key_uses_known (
  from_ms bigint NOT NULL
);
INSERT INTO key_uses_known VALUES ((extract(epoch FROM now()) * 1000)::bigint);
