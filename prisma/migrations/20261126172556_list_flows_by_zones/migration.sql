-- Which flows the sums between zones are made of, so that a page of them is read without looking through all flows of the
-- zones. New columns without a value write no row: sums from before have no list, and their flows are looked for as
-- before until the content is added up anew. Lists stay out of the row, as most readers of the sums do without them.
-- Verify: select count(*) from flow_rollup where cardinality(seqs) <> flows is 0.
-- AlterTable
ALTER TABLE "flow_rollup" ADD COLUMN     "oldest_us" BIGINT,
ADD COLUMN     "seqs" INTEGER[];
ALTER TABLE "flow_rollup" ALTER COLUMN "seqs" SET STORAGE EXTERNAL;
ALTER TABLE "flow_rollup" SET (toast_tuple_target = 256);
