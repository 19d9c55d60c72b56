-- Tables for advisories and findings. Both are new and empty. The foreign key to "device" locks it for a moment.
-- Verify: `npm run prisma:check`.

-- CreateTable
CREATE TABLE "advisory" (
    "id" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "released_at" TIMESTAMPTZ(6),
    "vendors" TEXT[],
    "cves" TEXT[],
    "cvss" DOUBLE PRECISION,
    "is_kev" BOOLEAN NOT NULL,
    "epss" DOUBLE PRECISION,
    "leaves" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "advisory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "confidence" TEXT,
    "question" TEXT,
    "product" TEXT,
    "cves" TEXT[],
    "cvss" DOUBLE PRECISION,
    "epss" DOUBLE PRECISION,
    "is_kev" BOOLEAN NOT NULL,
    "exploitation" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "fix" TEXT,
    "detail" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "first_judged_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "finding_device_id_idx" ON "finding"("device_id");

-- CreateIndex
CREATE INDEX "finding_kind_key_idx" ON "finding"("kind", "key");

-- CreateIndex
CREATE INDEX "finding_priority_id_idx" ON "finding"("priority" DESC, "id");

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE CASCADE;
