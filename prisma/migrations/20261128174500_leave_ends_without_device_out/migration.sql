-- Flows are written before it is known which devices stand at their ends, and linked when that has been computed: each went into
-- these indexes twice, first under no device at all, where nobody looks ("flow_initiator_nobody_idx" serves who asks for ends
-- that are no device). What asks by a device implies that there is one, so it uses the smaller indexes as it used the others.
-- "flow" and its partitions take no writes while they are made, and are read meanwhile; then the others are dropped, for which
-- they are locked for a moment. No row is rewritten.
-- Verify: \d flow shows flow_initiator_somebody_idx and flow_responder_somebody_idx, each WHERE its device IS NOT NULL.
CREATE INDEX "flow_initiator_somebody_idx" ON "flow"("initiator_device_id") WHERE "initiator_device_id" IS NOT NULL;
CREATE INDEX "flow_responder_somebody_idx" ON "flow"("responder_device_id") WHERE "responder_device_id" IS NOT NULL;
DROP INDEX "flow_initiator_device_id_idx";
DROP INDEX "flow_responder_device_id_idx";
