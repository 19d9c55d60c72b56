-- Says how far the inventory has read each content, and keeps what live sensors' rows were then, so that a batch costs what it
-- changes (docs/decisions/0012). Three columns without a value and an empty table: no row is written, each lock is held for a
-- moment. The first rebuild afterwards computes the whole and fills them.
-- Verify: select count(*) from inventory_content where observations is null is 0 after the next rebuild.
-- AlterTable
ALTER TABLE "inventory_content" ADD COLUMN     "flows" INTEGER,
ADD COLUMN     "observations" INTEGER;

-- AlterTable
ALTER TABLE "content_facts" ADD COLUMN     "crowds" JSONB;

-- CreateTable
CREATE TABLE "replaced_row" (
    "content_id" BIGINT NOT NULL,
    "is_flow" BOOLEAN NOT NULL,
    "seq" INTEGER NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "replaced_row_pkey" PRIMARY KEY ("content_id","is_flow","seq")
);

-- AddForeignKey
ALTER TABLE "replaced_row" ADD CONSTRAINT "replaced_row_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;
