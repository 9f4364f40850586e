-- What the console asks, summed as records are projected; all of it can be made again from attempts and exchanges.
-- Sums leave out what is zero. Columns f and t: attempts that answered, by buckets of the time to the first byte and to the end.
CREATE TABLE use_subjects (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  UNIQUE (kind, name)
);

-- What batches of records add to the sums, written with them and folded in a little later, many at once. Not compressed:
-- none of it lives long.
CREATE TABLE use_pending (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body text NOT NULL
);
ALTER TABLE use_pending ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE use_minutes (
  subject integer NOT NULL,
  at_ms bigint NOT NULL,
  exchanges bigint, answered bigint, refused bigint, failed bigint, attempts bigint, input bigint, cached bigint, output bigint, nano_usd bigint,
  f0 integer, f1 integer, f2 integer, f3 integer, f4 integer, f5 integer, f6 integer, f7 integer,
  f8 integer, f9 integer, f10 integer, f11 integer, f12 integer, f13 integer, f14 integer, f15 integer,
  f16 integer, f17 integer, f18 integer, f19 integer, f20 integer, f21 integer, f22 integer, f23 integer,
  f24 integer, f25 integer, f26 integer, f27 integer, f28 integer, f29 integer, f30 integer, f31 integer,
  t0 integer, t1 integer, t2 integer, t3 integer, t4 integer, t5 integer, t6 integer, t7 integer,
  t8 integer, t9 integer, t10 integer, t11 integer, t12 integer, t13 integer, t14 integer, t15 integer,
  t16 integer, t17 integer, t18 integer, t19 integer, t20 integer, t21 integer, t22 integer, t23 integer,
  t24 integer, t25 integer, t26 integer, t27 integer, t28 integer, t29 integer, t30 integer, t31 integer,
  PRIMARY KEY (subject, at_ms)
) WITH (fillfactor = 70);

CREATE TABLE use_hours (
  subject integer NOT NULL,
  at_ms bigint NOT NULL,
  exchanges bigint, answered bigint, refused bigint, failed bigint, attempts bigint, input bigint, cached bigint, output bigint, nano_usd bigint,
  f0 integer, f1 integer, f2 integer, f3 integer, f4 integer, f5 integer, f6 integer, f7 integer,
  f8 integer, f9 integer, f10 integer, f11 integer, f12 integer, f13 integer, f14 integer, f15 integer,
  f16 integer, f17 integer, f18 integer, f19 integer, f20 integer, f21 integer, f22 integer, f23 integer,
  f24 integer, f25 integer, f26 integer, f27 integer, f28 integer, f29 integer, f30 integer, f31 integer,
  t0 integer, t1 integer, t2 integer, t3 integer, t4 integer, t5 integer, t6 integer, t7 integer,
  t8 integer, t9 integer, t10 integer, t11 integer, t12 integer, t13 integer, t14 integer, t15 integer,
  t16 integer, t17 integer, t18 integer, t19 integer, t20 integer, t21 integer, t22 integer, t23 integer,
  t24 integer, t25 integer, t26 integer, t27 integer, t28 integer, t29 integer, t30 integer, t31 integer,
  PRIMARY KEY (subject, at_ms)
) WITH (fillfactor = 70);

CREATE TABLE failure_minutes (
  subject integer NOT NULL,
  at_ms bigint NOT NULL,
  reason text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (subject, at_ms, reason)
) WITH (fillfactor = 70);

CREATE TABLE failure_hours (
  subject integer NOT NULL,
  at_ms bigint NOT NULL,
  reason text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (subject, at_ms, reason)
) WITH (fillfactor = 70);

-- What exchanges are searched by, in narrow rows: a search that finds nothing reads all of them. The first deployment is
-- the one that the exchange is counted under; each region is that of the deployment in its place.
CREATE TABLE exchange_summaries (
  at_ms bigint NOT NULL,
  exchange text NOT NULL,
  status integer NOT NULL,
  attempts integer NOT NULL,
  nano_usd bigint,
  input bigint NOT NULL,
  cached bigint NOT NULL,
  output bigint NOT NULL,
  total_ms double precision NOT NULL,
  outcome text NOT NULL,
  operation text NOT NULL,
  consumer text,
  cost_center text,
  asked text,
  model text,
  failure text,
  deployments text[] NOT NULL,
  regions text[] NOT NULL
);
CREATE INDEX exchange_summaries_at ON exchange_summaries (at_ms);

-- What was there before is summed in steps, before anything new is projected: up to which key that has come.
CREATE TABLE use_fill (
  what text PRIMARY KEY,
  after_key text
);
INSERT INTO use_fill (what) VALUES ('attempts'), ('exchanges');

-- A program of before would project without sums: it does not find its journals any more, and says that it is too old.
ALTER TABLE journal_cursor RENAME TO journal_cursors;
