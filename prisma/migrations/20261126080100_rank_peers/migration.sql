-- Conversations of a device by size, so that its largest peers are read off an index. The new indexes take the place of
-- the ones that they begin with. Building them locks "conversation" against writes (about 10 s for two million rows).
-- Verify: explain select id from conversation where responder_device_id = '…' order by bytes desc, id limit 3.
-- DropIndex
DROP INDEX "conversation_initiator_device_id_idx";

-- DropIndex
DROP INDEX "conversation_responder_device_id_idx";

-- CreateIndex
CREATE INDEX "conversation_initiator_device_id_bytes_id_idx" ON "conversation"("initiator_device_id", "bytes" DESC, "id");

-- CreateIndex
CREATE INDEX "conversation_responder_device_id_bytes_id_idx" ON "conversation"("responder_device_id", "bytes" DESC, "id");
