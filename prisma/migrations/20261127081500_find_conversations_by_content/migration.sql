-- Who began to talk to whom between two times is found by the contents in which conversations began.
-- Nobody writes conversations while the index is built (some seconds for two million).
-- Verify: explain of the candidates of findNewPeers names conversation_content_id_first_seen_us_idx.
CREATE INDEX "conversation_content_id_first_seen_us_idx" ON "conversation"("content_id", "first_seen_us");
