-- When the inventory first had a content, for the past: its first row may have been stored long before. What is part of
-- the inventory now is said to have been known since its first row came, which is what was said of it until now.
-- Locks source_content for the moment of adding a column without a default, then writes its rows (one for each file).
-- Verify: as many rows have no known_at as there are files that wait to be merged.
ALTER TABLE "source_content" ADD COLUMN     "known_at" TIMESTAMPTZ(6);
UPDATE "source_content" SET "known_at" = "created_at" WHERE "is_complete";
