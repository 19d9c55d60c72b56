-- The sums of flows of two zones are found by their day and content, too: with the zones alone, what changes single sums
-- read those of all days and contents between two zones for each. Holds back writers of flow_rollup while the index is
-- built, some seconds for a million sums. The sums themselves stay as they are.
-- Verify: \d flow_rollup shows the index on (from_zone, to_zone, day, content_id) and none on (from_zone, to_zone).

-- DropIndex
DROP INDEX "flow_rollup_from_zone_to_zone_idx";

-- CreateIndex
CREATE INDEX "flow_rollup_from_zone_to_zone_day_content_id_idx" ON "flow_rollup"("from_zone", "to_zone", "day", "content_id");
