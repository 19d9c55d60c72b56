-- What a flow's log tells while another log that tells of the same requests is counted (lib/domain/flow/telling.ts). A
-- column without a default: no row is written, "flow" and its partitions are locked for a moment. What was taken in before
-- is settled by the next rebuild that a log of such a family comes into. Verify: select count(*) from flow where
-- operations_aside is not null.
-- AlterTable
ALTER TABLE "flow" ADD COLUMN "operations_aside" JSONB;
