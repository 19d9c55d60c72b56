-- Safe on a running installation: new tables only. Verify: \d supplier, \d access_grant, \d outbound_answer, \d session_answer.
-- CreateTable
CREATE TABLE "outbound_answer" (
    "id" UUID NOT NULL,
    "kind_key" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "needed_by" TEXT,
    "reason" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6),
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "group_id" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(6),
    "undone_by" TEXT,

    CONSTRAINT "outbound_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "contact" TEXT,
    "contract" TEXT,
    "contract_until" DATE,
    "security_terms" TEXT,
    "people" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_grant" (
    "id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "people" TEXT[],
    "tool" TEXT NOT NULL,
    "device_ids" UUID[],
    "zone_ids" UUID[],
    "origins" TEXT[],
    "reason" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_until" TIMESTAMPTZ(6) NOT NULL,
    "hours" JSONB,
    "has_mfa" BOOLEAN,
    "has_jump_host" BOOLEAN,
    "is_shared_account" BOOLEAN,
    "state" TEXT NOT NULL,
    "requested_by_id" UUID,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(6),
    "decision_reason" TEXT,
    "revoked_at" TIMESTAMPTZ(6),
    "revoked_by" TEXT,

    CONSTRAINT "access_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_answer" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "seen_up_to_us" BIGINT,
    "reason" TEXT NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(6),
    "undone_by" TEXT,

    CONSTRAINT "session_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outbound_answer_group_id_idx" ON "outbound_answer"("group_id");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_name_key" ON "supplier"("name");

-- CreateIndex
CREATE INDEX "access_grant_supplier_id_idx" ON "access_grant"("supplier_id");

-- CreateIndex
CREATE INDEX "session_answer_item_id_idx" ON "session_answer"("item_id");

-- AddForeignKey
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE CASCADE ON UPDATE CASCADE;
