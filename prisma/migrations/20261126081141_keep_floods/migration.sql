-- What a file shows of a flood of made-up addresses. A new table, so nothing that is there is locked. What was noted of each
-- content for computing parts of the inventory lacks the new kind of flood: it is emptied, and the next rebuild computes
-- the whole and notes it anew (docs/decisions/0012).
-- Verify: select count(*) from flood.
-- CreateTable
CREATE TABLE "flood" (
    "content_id" BIGINT NOT NULL,
    "addresses" BIGINT NOT NULL,
    "kept" INTEGER NOT NULL,
    "frames" BIGINT NOT NULL,
    "first_seen_us" BIGINT,
    "last_seen_us" BIGINT,
    "position" BIGINT NOT NULL,
    "examples" TEXT[],
    "acknowledged_at" TIMESTAMPTZ(6),
    "acknowledged_by" TEXT,
    "acknowledgement" TEXT,

    CONSTRAINT "flood_pkey" PRIMARY KEY ("content_id")
);

-- AddForeignKey
ALTER TABLE "flood" ADD CONSTRAINT "flood_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DELETE FROM "content_link";
DELETE FROM "content_facts";
