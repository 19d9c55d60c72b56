-- When each flow that a sum between zones lists was last seen: a flow that moves to another sum finds its place in the list
-- there, and the flows that stay are not read. A new column without a value writes no row. Sums from before have no times and
-- are added up from their flows when they next change. Pages get room from now on for a sum that changes, so that its
-- index entries stay. Holds the table for a moment.
-- Verify: select count(*) from flow_rollup where cardinality(seen_us) <> cardinality(seqs) is 0.
-- AlterTable
ALTER TABLE "flow_rollup" ADD COLUMN     "seen_us" BIGINT[];
ALTER TABLE "flow_rollup" ALTER COLUMN "seen_us" SET STORAGE EXTERNAL;
ALTER TABLE "flow_rollup" SET (fillfactor = 85);
