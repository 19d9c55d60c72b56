-- A decision on an address means whoever had it when the device was last seen, not who has it on the day of the decision.
-- Nullable columns without a default lock nothing. Decisions of before keep their own time.
-- Verify: select count(*) from decision where anchor_seen_at is not null after the next decision.
-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "anchor_seen_at" TIMESTAMPTZ(6),
ADD COLUMN     "other_seen_at" TIMESTAMPTZ(6);
