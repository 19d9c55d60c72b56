-- An approval covers the cards that the device had when it was decided, and one that joins later asks again.
-- A nullable column without a default locks nothing. Approvals of before cover what their device has today.
-- Verify: select count(*) from decision where state = 'sanctioned' and covers is null gives those on devices that are no more
-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "covers" JSONB;

UPDATE "decision" d
   SET "covers" = it.covers
  FROM (SELECT v.id,
               jsonb_agg(jsonb_build_object(
                 'kind', CASE i->>'macKind' WHEN 'universal' THEN 'mac' WHEN 'local' THEN 'local-mac' ELSE 'ip' END,
                 'realm', i->>'realm',
                 'value', coalesce(i->>'mac', i->'addresses'->0->>'ip'))) AS covers
          FROM "device" v, jsonb_array_elements(v."detail"->'interfaces') i
         WHERE i->>'macKind' IS DISTINCT FROM 'virtual-router'
           AND coalesce(i->>'mac', i->'addresses'->0->>'ip') IS NOT NULL
         GROUP BY v.id) it
 WHERE d."kind" = 'state' AND d."state" = 'sanctioned' AND d."undone_at" IS NULL AND d."device_id" = it.id;
