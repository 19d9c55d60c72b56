-- Safe on a running installation: figures are computed anew from flows when coverage is next read, so the old ones may
-- go, and days of live sensors are told their sensor by the name that they were opened under.
DELETE FROM "content_coverage";

-- AlterTable
ALTER TABLE "content_coverage" ADD COLUMN     "revision" BIGINT NOT NULL;

-- AlterTable
ALTER TABLE "source_content" ADD COLUMN     "sensor_id" UUID;

-- AddForeignKey
ALTER TABLE "source_content" ADD CONSTRAINT "source_content_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

UPDATE "source_content" c SET "sensor_id" = n."id" FROM "sensor" n
 WHERE c."format" = 'sensor' AND n."realm_id" = c."realm_id" AND c."file_name" = n."name" || ' ' || right(c."file_name", 10);
