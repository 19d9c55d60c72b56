-- Safe: one new table, and a foreign key from it. Filled when a release is applied next. Verify: \d knowledge_change.

-- CreateTable
CREATE TABLE "knowledge_change" (
    "release_id" BIGINT NOT NULL,
    "device_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "because" TEXT NOT NULL,

    CONSTRAINT "knowledge_change_pkey" PRIMARY KEY ("release_id","device_id","key")
);

-- AddForeignKey
ALTER TABLE "knowledge_change" ADD CONSTRAINT "knowledge_change_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "knowledge_release"("id") ON DELETE CASCADE ON UPDATE CASCADE;
