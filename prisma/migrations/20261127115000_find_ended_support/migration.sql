-- Devices whose support has ended since they were judged last are looked for whenever a part of the inventory is computed.
-- Building the index reads all devices once. Nobody writes devices meanwhile (some seconds for a million).
-- Verify: explain of the query of findNewlyUnsupported names device_end_of_support_us_idx.
CREATE INDEX "device_end_of_support_us_idx" ON "device"("end_of_support_us") WHERE "end_of_support_us" IS NOT NULL;
