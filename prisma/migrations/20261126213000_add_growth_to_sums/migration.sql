-- Notes of a content whose flows changed whether only flows came that the inventory has not read yet, some in the place of
-- others that are kept (replaced_row): then its sums by day and zone go on by the difference. Contents that are noted
-- already count as changed otherwise. The column has a constant default, so no row is written, and triggers hold locks against
-- writes of "flow" and "device" for a moment.
-- Verify: select count(*) from flow_rollup_stale is 0 after the next rebuild.
ALTER TABLE "flow_rollup_stale" ADD COLUMN     "is_whole" BOOLEAN NOT NULL DEFAULT true;

-- The engine that applies migrations cuts them at every semicolon, so those of the functions are written as \x3b.
CREATE OR REPLACE FUNCTION "note_stale_flows"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO flow_rollup_stale AS s (content_id, is_whole) SELECT c.content_id, bool_or(k.flows IS NULL OR c.seq < k.flows) FROM changed c LEFT JOIN inventory_content k ON k.content_id = c.content_id GROUP BY c.content_id ON CONFLICT (content_id) DO UPDATE SET is_whole = true WHERE NOT s.is_whole AND excluded.is_whole\x3b RETURN NULL\x3b END';

CREATE FUNCTION "note_deleted_flows"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO flow_rollup_stale AS s (content_id, is_whole) SELECT c.content_id, bool_or((k.flows IS NULL OR c.seq < k.flows) AND r.seq IS NULL) FROM changed c LEFT JOIN inventory_content k ON k.content_id = c.content_id LEFT JOIN replaced_row r ON r.content_id = c.content_id AND r.is_flow AND r.seq = c.seq GROUP BY c.content_id ON CONFLICT (content_id) DO UPDATE SET is_whole = true WHERE NOT s.is_whole AND excluded.is_whole\x3b RETURN NULL\x3b END';
DROP TRIGGER "flow_deleted" ON "flow";
CREATE TRIGGER "flow_deleted" AFTER DELETE ON "flow" REFERENCING OLD TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_deleted_flows"();

-- A device that moved takes along the flows that are counted for it, those in the place of which others came, too.
CREATE OR REPLACE FUNCTION "note_moved_devices"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO flow_rollup_stale AS s (content_id, is_whole) WITH moved AS MATERIALIZED (SELECT n.id FROM after_it n JOIN before_it o ON o.id = n.id AND o.zone_id IS DISTINCT FROM n.zone_id) SELECT f.content_id, true FROM moved JOIN flow f ON f.initiator_device_id = moved.id OR f.responder_device_id = moved.id UNION SELECT r.content_id, true FROM replaced_row r WHERE r.is_flow AND EXISTS (SELECT 1 FROM moved WHERE r.row->>''initiator_device_id'' = moved.id::text OR r.row->>''responder_device_id'' = moved.id::text) ON CONFLICT (content_id) DO UPDATE SET is_whole = true WHERE NOT s.is_whole\x3b RETURN NULL\x3b END';

CREATE OR REPLACE FUNCTION "note_changed_subnets"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO flow_rollup_stale AS s (content_id, is_whole) SELECT id, true FROM source_content WHERE realm_id IN (SELECT realm_id FROM changed) ON CONFLICT (content_id) DO UPDATE SET is_whole = true WHERE NOT s.is_whole\x3b RETURN NULL\x3b END';
