-- Safe: a new table only. Verify: \d feed_source.

-- CreateTable
CREATE TABLE "feed_source" (
    "id" UUID NOT NULL,
    "feed" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "interval_hours" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "etag" TEXT,
    "last_modified" TEXT,
    "tried_at" TIMESTAMPTZ(6),
    "changed_at" TIMESTAMPTZ(6),
    "result" TEXT NOT NULL DEFAULT 'waiting',
    "message" TEXT NOT NULL DEFAULT '',
    "next_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feed_source_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "feed_source_address_key" ON "feed_source"("address");

-- CreateIndex
CREATE INDEX "feed_source_next_at_idx" ON "feed_source"("next_at");
