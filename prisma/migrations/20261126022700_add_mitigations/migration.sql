-- Safe: new tables only, and a column with a constant default, which PostgreSQL adds without rewriting the table (a
-- short exclusive lock on "device"). The next rebuild fills it. Verify: \d mitigation, \d device.

-- AlterTable
ALTER TABLE "device" ADD COLUMN     "circumstances" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "mitigation" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "means" TEXT,
    "title" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "zone_id" UUID,
    "factor" TEXT,
    "path" JSONB,
    "owner" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "evidence_url" TEXT,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "review_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "standing" TEXT NOT NULL,
    "standing_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "contradictions" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "mitigation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mitigation_target" (
    "mitigation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "anchor_kind" TEXT NOT NULL,
    "anchor_realm" TEXT NOT NULL,
    "anchor_value" TEXT NOT NULL,
    "device_id" UUID NOT NULL,
    "finding" TEXT,

    CONSTRAINT "mitigation_target_pkey" PRIMARY KEY ("mitigation_id","seq")
);

-- CreateTable
CREATE TABLE "mitigation_event" (
    "id" BIGSERIAL NOT NULL,
    "mitigation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "mitigation_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mitigation_standing_created_at_id_idx" ON "mitigation"("standing", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "mitigation_target_device_id_idx" ON "mitigation_target"("device_id");

-- CreateIndex
CREATE INDEX "mitigation_event_mitigation_id_id_idx" ON "mitigation_event"("mitigation_id", "id");

-- AddForeignKey
ALTER TABLE "mitigation_target" ADD CONSTRAINT "mitigation_target_mitigation_id_fkey" FOREIGN KEY ("mitigation_id") REFERENCES "mitigation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mitigation_event" ADD CONSTRAINT "mitigation_event_mitigation_id_fkey" FOREIGN KEY ("mitigation_id") REFERENCES "mitigation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
