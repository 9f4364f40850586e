-- A position for each journal: workers and replicas have journals of their own. The one of before stands without a name,
-- until the journal that it belongs to asks for it.
DELETE FROM journal_cursor WHERE segment = 0 AND next_offset = 0;
ALTER TABLE journal_cursor DROP COLUMN only_row;
ALTER TABLE journal_cursor ADD COLUMN journal text NOT NULL DEFAULT '';
ALTER TABLE journal_cursor ALTER COLUMN journal DROP DEFAULT, ADD PRIMARY KEY (journal);
