-- Attempts whose opening line in the journal is damaged: what they cost is known, and who, what and where only as far
-- as the settlement of the exchange says.
ALTER TABLE attempts ADD COLUMN origin_lost boolean NOT NULL DEFAULT false;
CREATE INDEX attempts_origin_lost ON attempts (exchange) WHERE origin_lost;
