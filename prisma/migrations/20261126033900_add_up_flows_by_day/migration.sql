-- Sums of flows by content and day take the place of one packed row, so that a change costs what it touches. The old row
-- is thrown away (it is computed), and all contents count as changed: until the inventory is next computed, the matrix
-- is added up from the conversations. The triggers hold locks against writes of "flow", "device" and "zone_cidr" for a
-- moment. Verify: select count(*) from flow_rollup_stale is 0 after the next rebuild.
DROP TABLE "flow_rollup";

CREATE TABLE "flow_rollup" (
    "content_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "from_zone" TEXT NOT NULL,
    "to_zone" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "flows" BIGINT NOT NULL,
    "packets" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "operations" BIGINT[],
    "first_seen_us" BIGINT,
    "last_seen_us" BIGINT,
    "ports" TEXT[],

    CONSTRAINT "flow_rollup_pkey" PRIMARY KEY ("content_id","day","from_zone","to_zone","protocol")
);
CREATE INDEX "flow_rollup_day_idx" ON "flow_rollup"("day");

CREATE TABLE "flow_rollup_day" (
    "day" INTEGER NOT NULL,
    "rev" BIGINT NOT NULL,
    "cells" JSON NOT NULL,

    CONSTRAINT "flow_rollup_day_pkey" PRIMARY KEY ("day")
);

CREATE TABLE "flow_rollup_stale" (
    "content_id" BIGINT NOT NULL,

    CONSTRAINT "flow_rollup_stale_pkey" PRIMARY KEY ("content_id")
);
INSERT INTO "flow_rollup_stale" SELECT "id" FROM "source_content";

-- The engine that applies migrations cuts them at every semicolon, so those of the functions are written as \x3b.
CREATE FUNCTION "note_stale_flows"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO flow_rollup_stale SELECT DISTINCT content_id FROM changed ON CONFLICT DO NOTHING\x3b RETURN NULL\x3b END';
CREATE TRIGGER "flow_inserted" AFTER INSERT ON "flow" REFERENCING NEW TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_stale_flows"();
CREATE TRIGGER "flow_updated" AFTER UPDATE ON "flow" REFERENCING NEW TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_stale_flows"();
CREATE TRIGGER "flow_deleted" AFTER DELETE ON "flow" REFERENCING OLD TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_stale_flows"();

CREATE FUNCTION "note_moved_devices"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO flow_rollup_stale SELECT DISTINCT f.content_id FROM after_it n JOIN before_it o ON o.id = n.id AND o.zone_id IS DISTINCT FROM n.zone_id JOIN flow f ON f.initiator_device_id = n.id OR f.responder_device_id = n.id ON CONFLICT DO NOTHING\x3b RETURN NULL\x3b END';
CREATE TRIGGER "device_moved" AFTER UPDATE ON "device" REFERENCING OLD TABLE AS "before_it" NEW TABLE AS "after_it"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_moved_devices"();

CREATE FUNCTION "note_changed_subnets"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO flow_rollup_stale SELECT id FROM source_content WHERE realm_id IN (SELECT realm_id FROM changed) ON CONFLICT DO NOTHING\x3b RETURN NULL\x3b END';
CREATE TRIGGER "zone_cidr_inserted" AFTER INSERT ON "zone_cidr" REFERENCING NEW TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_changed_subnets"();
CREATE TRIGGER "zone_cidr_deleted" AFTER DELETE ON "zone_cidr" REFERENCING OLD TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_changed_subnets"();
