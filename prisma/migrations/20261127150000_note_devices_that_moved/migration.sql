-- The sums of flows by day and zone go on by the flows of the devices that moved, not by all flows of every file in which
-- one of them was heard: the trigger notes the device and the zone that its flows were counted for, and looks at no flow.
-- What was noted before stays noted by content. The new table is empty, and replacing the function locks nothing.
-- Verify: select count(*) from flow_rollup_moved is 0 after the next rebuild.
CREATE TABLE "flow_rollup_moved" (
    "device_id" UUID NOT NULL,
    "zone_id" UUID,

    CONSTRAINT "flow_rollup_moved_pkey" PRIMARY KEY ("device_id")
);

-- The engine that applies migrations cuts them at every semicolon, so those of the functions are written as \x3b.
CREATE OR REPLACE FUNCTION "note_moved_devices"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN INSERT INTO flow_rollup_moved (device_id, zone_id) SELECT n.id, o.zone_id FROM after_it n JOIN before_it o ON o.id = n.id AND o.zone_id IS DISTINCT FROM n.zone_id ON CONFLICT DO NOTHING\x3b RETURN NULL\x3b END';
