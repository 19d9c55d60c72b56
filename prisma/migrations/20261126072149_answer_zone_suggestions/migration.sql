-- Safe: one new table without foreign keys. Verify: \d zone_suggestion_answer.

-- CreateTable
CREATE TABLE "zone_suggestion_answer" (
    "id" UUID NOT NULL,
    "answer" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "site_id" UUID NOT NULL,
    "zone_id" UUID,
    "name" TEXT NOT NULL,
    "device_ids" UUID[],
    "inside_share" DOUBLE PRECISION NOT NULL,
    "changed_zone_id" UUID,
    "added_cidrs" JSONB NOT NULL DEFAULT '[]',
    "group_id" UUID,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(6),
    "undone_by" TEXT,

    CONSTRAINT "zone_suggestion_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "zone_suggestion_answer_created_at_id_idx" ON "zone_suggestion_answer"("created_at" DESC, "id");
