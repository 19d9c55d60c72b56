-- Counts how often in a row applying a release of knowledge began without an end, so that one which ends its worker each
-- time is put aside. A new column whose value does not depend on the row writes no row. Holds the table for a moment.
-- Verify: select max(attempts) from knowledge_release is 0.
-- AlterTable
ALTER TABLE "knowledge_release" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0;
