-- The projection of the journal. Times are milliseconds since the epoch, money is nano-dollars.
CREATE TABLE attempts (
  attempt text PRIMARY KEY,
  exchange text NOT NULL,
  at_ms bigint NOT NULL,
  consumer text NOT NULL,
  cost_center text,
  asked text NOT NULL,
  model text NOT NULL,
  base_model text NOT NULL,
  operation text NOT NULL,
  deployment text NOT NULL,
  deployment_type text,
  account text NOT NULL,
  region text,
  estimated_input bigint NOT NULL,
  estimated_output bigint NOT NULL,
  closed_ms bigint,
  outcome text,
  status integer,
  reason text,
  input bigint,
  cached bigint,
  output bigint,
  reasoning bigint,
  audio_input bigint,
  audio_output bigint,
  quality text,
  nano_usd bigint,
  spilled_to text,
  service_tier text,
  served_model text,
  provider_request text,
  first_byte_ms double precision,
  total_ms double precision
);
CREATE INDEX attempts_exchange ON attempts (exchange);
-- Rows come in the order of time, so the smallest of indexes finds a span of it.
CREATE INDEX attempts_at ON attempts USING brin (at_ms);

CREATE TABLE exchanges (
  exchange text PRIMARY KEY,
  at_ms bigint NOT NULL,
  consumer text,
  settled text NOT NULL
);
CREATE INDEX exchanges_at ON exchanges USING brin (at_ms);

CREATE TABLE journal_cursor (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  segment bigint NOT NULL,
  next_offset bigint NOT NULL
);
INSERT INTO journal_cursor (segment, next_offset) VALUES (0, 0);
