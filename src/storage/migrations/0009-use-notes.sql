-- What batches of records add to the sums, noted with them and added up a little later, many at once. Not compressed: none
-- of it lives long.
CREATE TABLE use_notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body text NOT NULL
);
ALTER TABLE use_notes ALTER COLUMN body SET STORAGE EXTERNAL;

-- A program of before noted sums, which this one does not read: where some of these wait, all is summed anew.
DO $$
BEGIN
  IF EXISTS (SELECT FROM use_pending) THEN
    TRUNCATE use_minutes, use_hours, failure_minutes, failure_hours, exchange_summaries, billed_months, provisioned_hours;
    INSERT INTO use_fill (what) VALUES ('attempts'), ('billed'), ('exchanges')
      ON CONFLICT (what) DO UPDATE SET after_key = NULL;
  END IF;
END $$;

-- A program of before that still runs cannot project without sums: it does not find it any more, and says that it is too old.
DROP TABLE use_pending;
