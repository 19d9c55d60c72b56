-- Lets a rebuild compute only what an import touches. New tables and a constant default lock nothing, the indexes are
-- built while their tables are locked against writing: minutes for tens of millions of rows of evidence. Facts of
-- contents that were read before are written by the first rebuild, which computes the whole.
-- AlterTable
ALTER TABLE "inventory_state" ADD COLUMN     "rules" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "inventory_content" (
    "content_id" BIGINT NOT NULL,
    "print" TEXT NOT NULL,

    CONSTRAINT "inventory_content_pkey" PRIMARY KEY ("content_id")
);

-- CreateTable
CREATE TABLE "inventory_decision" (
    "decision_id" UUID NOT NULL,
    "has_ended" BOOLEAN NOT NULL,

    CONSTRAINT "inventory_decision_pkey" PRIMARY KEY ("decision_id")
);

-- CreateTable
CREATE TABLE "content_facts" (
    "content_id" BIGINT NOT NULL,
    "realm_id" UUID NOT NULL,
    "floods" TEXT[],
    "listening_from" BIGINT[],
    "listening_to" BIGINT[],

    CONSTRAINT "content_facts_pkey" PRIMARY KEY ("content_id")
);

-- CreateTable
CREATE TABLE "content_link" (
    "content_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "link" TEXT NOT NULL,
    "mac" TEXT,
    "ip" TEXT,

    CONSTRAINT "content_link_pkey" PRIMARY KEY ("content_id","seq")
);

-- CreateTable
CREATE TABLE "device_rhythm" (
    "device_id" UUID NOT NULL,
    "realm_id" UUID NOT NULL,
    "start_us" BIGINT NOT NULL,
    "last_us" BIGINT NOT NULL,
    "heard_us" DOUBLE PRECISION,
    "quiet_after_us" DOUBLE PRECISION NOT NULL,
    "gone_after_us" DOUBLE PRECISION NOT NULL,
    "presence" TEXT,

    CONSTRAINT "device_rhythm_pkey" PRIMARY KEY ("device_id")
);

-- CreateTable
CREATE TABLE "unconfirmed_endpoint" (
    "key" TEXT NOT NULL,
    "realm_id" UUID NOT NULL,
    "mac" TEXT,
    "ip" TEXT,
    "reason" TEXT NOT NULL,

    CONSTRAINT "unconfirmed_endpoint_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "content_link_link_idx" ON "content_link"("link");

-- CreateIndex
CREATE INDEX "unconfirmed_endpoint_mac_idx" ON "unconfirmed_endpoint"("mac");

-- CreateIndex
CREATE INDEX "unconfirmed_endpoint_ip_idx" ON "unconfirmed_endpoint"("ip");

-- CreateIndex
CREATE INDEX "conversation_initiator_ip_idx" ON "conversation"("initiator_ip");

-- CreateIndex
CREATE INDEX "conversation_responder_ip_idx" ON "conversation"("responder_ip");

-- CreateIndex
CREATE INDEX "device_ips_idx" ON "device" USING GIN ("ips");

-- CreateIndex
CREATE INDEX "device_macs_idx" ON "device" USING GIN ("macs");

-- CreateIndex
CREATE INDEX "evidence_mac_idx" ON "evidence"("mac");

-- CreateIndex
CREATE INDEX "evidence_ip_idx" ON "evidence"("ip");
