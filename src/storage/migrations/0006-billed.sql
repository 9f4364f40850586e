-- What statements add up, summed as records are projected; all of it can be made again from attempts.
-- A group is what all of its attempts have in common that a price or a payer may hang on: a JSON array, found by its SHA-256.
CREATE TABLE billed_groups (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash bytea NOT NULL UNIQUE,
  about text NOT NULL
);

-- By calendar month, in UTC, of the opening.
CREATE TABLE billed_months (
  month_ms bigint NOT NULL,
  billed_group integer NOT NULL,
  attempts bigint NOT NULL,
  input bigint NOT NULL,
  cached bigint NOT NULL,
  output bigint NOT NULL,
  reasoning bigint NOT NULL,
  audio_input bigint NOT NULL,
  audio_output bigint NOT NULL,
  estimated bigint NOT NULL,
  nano_usd numeric NOT NULL,
  PRIMARY KEY (month_ms, billed_group)
) WITH (fillfactor = 70);

-- By hour of the opening, what provisioned deployments served themselves.
CREATE TABLE provisioned_hours (
  hour_ms bigint NOT NULL,
  billed_group integer NOT NULL,
  attempts bigint NOT NULL,
  fresh_input bigint NOT NULL,
  output bigint NOT NULL,
  PRIMARY KEY (hour_ms, billed_group)
) WITH (fillfactor = 70);

INSERT INTO use_fill (what) VALUES ('billed');

-- A program of before would project without these sums: it does not find its journals any more, and says that it is too old.
ALTER TABLE journal_cursors RENAME TO journal_positions;
