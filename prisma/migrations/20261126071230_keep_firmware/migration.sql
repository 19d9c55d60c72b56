-- Safe: new tables, and two columns of "device" without a default, which touch no row. The index on "device" holds
-- writes back for a moment. The first rebuild of the new release fills everything.
-- AlterTable
ALTER TABLE "device" ADD COLUMN     "golden" TEXT,
ADD COLUMN     "product_id" UUID;

-- CreateTable
CREATE TABLE "firmware_product" (
    "id" UUID NOT NULL,
    "vendor" TEXT,
    "model" TEXT,
    "order_number" TEXT,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "devices" INTEGER NOT NULL,
    "versions" INTEGER NOT NULL,
    "unseen" INTEGER NOT NULL,
    "latest" TEXT,
    "latest_advisory" TEXT,
    "latest_because" TEXT,
    "target" TEXT,
    "behind" INTEGER NOT NULL,
    "ahead" INTEGER NOT NULL,
    "incomparable" INTEGER NOT NULL,
    "has_golden" BOOLEAN NOT NULL,
    "off_golden" INTEGER NOT NULL,
    "findings" INTEGER NOT NULL,
    "fixable" INTEGER NOT NULL,
    "open_at_target" TEXT[],
    "knowledge_release" BIGINT,

    CONSTRAINT "firmware_product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "firmware_version" (
    "product_id" UUID NOT NULL,
    "firmware" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "standing" TEXT,
    "devices" INTEGER NOT NULL,
    "off_golden" INTEGER NOT NULL,
    "findings" INTEGER NOT NULL,
    "fixable" INTEGER NOT NULL,

    CONSTRAINT "firmware_version_pkey" PRIMARY KEY ("product_id","firmware")
);

-- CreateTable
CREATE TABLE "golden_version" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "product_name" TEXT NOT NULL,
    "site_id" UUID,
    "zone_id" UUID,
    "scope_name" TEXT,
    "version" TEXT NOT NULL,
    "also_approved" TEXT[],
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "user_id" UUID,
    "set_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),
    "ended_by" TEXT,
    "end_reason" TEXT,

    CONSTRAINT "golden_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "firmware_check" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "user_id" UUID,
    "file_name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "vendor" TEXT,
    "product" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "published_sha256" TEXT,
    "published_at" TEXT,
    "result" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "signer" TEXT,
    "note" TEXT NOT NULL,
    "origin" TEXT NOT NULL,

    CONSTRAINT "firmware_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "firmware_product_devices_id_idx" ON "firmware_product"("devices" DESC, "id");

-- CreateIndex
CREATE INDEX "firmware_product_off_golden_id_idx" ON "firmware_product"("off_golden" DESC, "id");

-- CreateIndex
CREATE INDEX "golden_version_product_id_set_at_idx" ON "golden_version"("product_id", "set_at");

-- CreateIndex
CREATE INDEX "firmware_check_at_id_idx" ON "firmware_check"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "firmware_check_sha256_idx" ON "firmware_check"("sha256");

-- CreateIndex
CREATE INDEX "device_product_id_idx" ON "device"("product_id");

-- AddForeignKey
ALTER TABLE "firmware_version" ADD CONSTRAINT "firmware_version_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "firmware_product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was verified is written once, like the audit log.
CREATE FUNCTION "refuse_firmware_check_change"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN RAISE EXCEPTION ''the record of firmware files is insert-only''\x3b END';
CREATE TRIGGER "firmware_check_is_insert_only" BEFORE UPDATE OR DELETE ON "firmware_check"
  FOR EACH ROW EXECUTE FUNCTION "refuse_firmware_check_change"();
CREATE TRIGGER "firmware_check_is_never_truncated" BEFORE TRUNCATE ON "firmware_check"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_firmware_check_change"();
