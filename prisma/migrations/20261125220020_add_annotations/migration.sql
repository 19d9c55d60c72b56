-- Room for what people write on devices. Adds columns without a rewrite and an empty table, short exclusive locks on
-- "decision" and "device". Devices that are there get empty annotations until the next rebuild computes them. Verify:
-- select count(*) from device where detail->'annotations' is null, which gives 0.
-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "group_id" UUID;

-- AlterTable
ALTER TABLE "device" ADD COLUMN     "criticality" INTEGER,
ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "location" TEXT,
ADD COLUMN     "tags" TEXT[];

-- CreateTable
CREATE TABLE "custom_field" (
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "choices" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custom_field_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "decision_group_id_idx" ON "decision"("group_id");

-- The projection's shape grows, and what is stored has to fit it at once.
UPDATE "device" SET "tags" = '{}', "detail" = jsonb_set("detail", '{annotations}', '{"tags": [], "notes": [], "custom": {}}');
