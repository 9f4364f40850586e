-- What was used since a moment is asked at each start of a gateway, by when attempts ended; of a shared database it is
-- a small part.
CREATE INDEX attempts_closed ON attempts USING brin (closed_ms) WITH (autosummarize = on);
