-- What is kept of packets and lines, what the owner chose, and what could be seen of a content. Only new tables and one
-- column that may be null: readers and writers of the version before go on undisturbed. ALTER TABLE takes its exclusive
-- lock for a moment and rewrites nothing. To verify: \d kept_source, \d setting, \d content_coverage.

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "keep_mode" TEXT;

-- CreateTable
CREATE TABLE "content_coverage" (
    "content_id" BIGINT NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "content_coverage_pkey" PRIMARY KEY ("content_id")
);

-- CreateTable
CREATE TABLE "kept_source" (
    "sha256" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "remark" TEXT,
    "records" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "kept_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "gone_at" TIMESTAMPTZ(6),
    "gone_reason" TEXT,

    CONSTRAINT "kept_source_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "kept_source_gone_at_kept_at_idx" ON "kept_source"("gone_at", "kept_at");

-- AddForeignKey
ALTER TABLE "content_coverage" ADD CONSTRAINT "content_coverage_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;
