-- Rules, questions, and which rule made a decision. New tables and one nullable column, with a short exclusive lock on
-- "decision". Conflicts on stored devices get the parts that they lack until the next rebuild computes them. Verify:
-- select count(*) from device, jsonb_array_elements(detail->'conflicts') c where not c ? 'key', which gives 0.
-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "rule_id" UUID;

-- CreateTable
CREATE TABLE "triage_rule" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "action" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "switched_off_at" TIMESTAMPTZ(6),
    "switched_off_by" TEXT,

    CONSTRAINT "triage_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "triage_question" (
    "id" UUID NOT NULL,
    "device_ids" UUID[],
    "text" TEXT NOT NULL,
    "asked_of" TEXT NOT NULL,
    "asked_of_id" UUID,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(6),

    CONSTRAINT "triage_question_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "triage_question_asked_at_idx" ON "triage_question"("asked_at");

-- CreateIndex
CREATE INDEX "decision_rule_id_idx" ON "decision"("rule_id");

UPDATE "device" SET "detail" = jsonb_set("detail", '{conflicts}', (
  SELECT jsonb_agg(c || jsonb_build_object('key', gen_random_uuid(), 'parties', '[]'::jsonb, 'accepted', NULL))
    FROM jsonb_array_elements("detail"->'conflicts') AS c)) WHERE jsonb_array_length("detail"->'conflicts') > 0;

-- The list of contradictions walks the riskiest first and passes over the devices that have none.
CREATE INDEX "device_conflict_idx" ON "device"("risk_score" DESC, "id") WHERE "conflict_count" > 0;
