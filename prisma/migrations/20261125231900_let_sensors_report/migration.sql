-- Sensors that send batches by themselves. Safe: columns with constant defaults and new tables only. Takes a short
-- exclusive lock on "sensor" and "source_content". Verify: \d sensor, \d sensor_batch, \d live_row.

-- AlterTable
ALTER TABLE "sensor" ADD COLUMN     "clock_offset_ms" BIGINT,
ADD COLUMN     "health" JSONB,
ADD COLUMN     "last_batch_at" TIMESTAMPTZ(6),
ADD COLUMN     "lost_batches" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "lost_packets" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "revoked_at" TIMESTAMPTZ(6),
ADD COLUMN     "token_hash" TEXT;

-- CreateTable
CREATE TABLE "sensor_batch" (
    "sensor_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_seen_us" BIGINT,
    "last_seen_us" BIGINT,
    "packets" BIGINT NOT NULL,
    "dropped" BIGINT NOT NULL,
    "ledger" JSONB NOT NULL,

    CONSTRAINT "sensor_batch_pkey" PRIMARY KEY ("sensor_id","seq")
);

-- CreateTable
CREATE TABLE "live_row" (
    "content_id" BIGINT NOT NULL,
    "is_flow" BOOLEAN NOT NULL,
    "seq" INTEGER NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "live_row_pkey" PRIMARY KEY ("content_id","is_flow","seq")
);

-- CreateIndex
CREATE INDEX "sensor_batch_sensor_id_received_at_idx" ON "sensor_batch"("sensor_id", "received_at");

-- CreateIndex
CREATE INDEX "live_row_content_id_key_idx" ON "live_row"("content_id", "key");

-- AddForeignKey
ALTER TABLE "sensor_batch" ADD CONSTRAINT "sensor_batch_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_row" ADD CONSTRAINT "live_row_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;
