-- Exchanges are found by the id of their trace, which callers may give many of them. Ids are random, and each row would
-- change another page of a tree: filters over ranges of rows are small, and cost next to nothing while rows come in.
ALTER TABLE exchange_summaries ADD COLUMN trace uuid;
CREATE INDEX exchange_summaries_trace ON exchange_summaries USING brin (trace uuid_bloom_ops) WITH (autosummarize = on);

-- Prompts and answers of consumers whose part of the workload file keeps them, each until its moment. JSON text: messages.
CREATE TABLE kept_texts (
  exchange text PRIMARY KEY,
  until_ms bigint NOT NULL,
  prompt text,
  answer text,
  is_cut boolean NOT NULL
);
CREATE INDEX kept_texts_until ON kept_texts (until_ms);
