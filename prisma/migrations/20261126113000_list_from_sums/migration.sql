-- What lists show of a device's detail is cut out when it is written, and flows are counted by content, so that neither is
-- done for each page. "device" is written anew once (about 1 min for a million devices, locked meanwhile). Verify: select
-- count(*) from device where listed is null is 0.

CREATE FUNCTION "device_listed"("detail" JSONB) RETURNS JSONB LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS E'SELECT jsonb_build_object(
    ''marks'', (SELECT jsonb_object_agg(name, CASE WHEN part IS NULL THEN NULL ELSE jsonb_build_object(
        ''method'', part#>''{claim,method}'', ''inferred'', part#>''{claim,inferred}'', ''isPinned'', part->''isPinned'',
        ''hasConflict'', jsonb_array_length(coalesce(part->''dissenting'', ''[]'')) > 0) END)
      FROM (SELECT name, detail->''fields''->name AS part FROM unnest(ARRAY[''name'', ''vendor'', ''model'', ''firmware'', ''role'']) name) marked),
    ''services'', coalesce((SELECT jsonb_agg(jsonb_build_object(''transport'', it->''transport'', ''port'', it->''port'',
        ''protocol'', it->''protocol'', ''evidence'', it->''evidence'', ''flags'', it->''flags'') ORDER BY at)
      FROM jsonb_array_elements(detail->''services'') WITH ORDINALITY AS services(it, at)), ''[]''))';
ALTER TABLE "device" ADD COLUMN "listed" JSONB GENERATED ALWAYS AS (device_listed("detail")) STORED;

-- How many flows of the content the sums by day and zone count.
ALTER TABLE "source_content" ADD COLUMN "flow_count" BIGINT NOT NULL DEFAULT 0;
UPDATE "source_content" c SET "flow_count" = s.flows
  FROM (SELECT content_id, sum(flows) AS flows FROM "flow_rollup" GROUP BY 1) s WHERE s.content_id = c.id;
CREATE INDEX "flow_rollup_from_zone_to_zone_idx" ON "flow_rollup"("from_zone", "to_zone");
