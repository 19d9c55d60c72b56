-- Tells two batches of one number apart, and counts what a sensor was confirmed and the database has no more. New columns
-- without a value, or with one that does not depend on the row, write no row. Holds both tables for a moment.
-- Verify: select sum(forgotten_batches) from sensor is 0.
-- AlterTable
ALTER TABLE "sensor" ADD COLUMN     "forgotten_batches" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "forgotten_packets" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "sensor_batch" ADD COLUMN     "digest" TEXT;
