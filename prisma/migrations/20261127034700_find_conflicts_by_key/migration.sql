-- Who else shows a contradiction is found by its key. Building the index reads all devices once and unpacks those that have
-- contradictions. Nobody writes devices meanwhile (some seconds for 100,000 in conflict).
-- Verify: explain of the query of findConflictPartners names device_conflict_key_idx.
CREATE INDEX "device_conflict_key_idx" ON "device" USING GIN (jsonb_path_query_array("detail", '$.conflicts[*].key')) WHERE "conflict_count" > 0;
