-- The list of flows, newest first, is walked along this index instead of sorting every flow for each page. Takes a lock
-- against writes while it is built: about 1 s for a million flows. Prisma cannot express it. Verify: explain of the list's
-- first page shows an index scan.
CREATE INDEX "flow_newest_idx" ON "flow" ((coalesce("last_seen_us", -9223372036854775808)) DESC, "content_id", "seq");
