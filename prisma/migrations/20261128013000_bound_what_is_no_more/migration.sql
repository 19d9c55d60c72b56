-- Rows by which copies in memory learn that a device or a finding is no more are kept up to a number. This says up to which
-- revision they went, so that a copy which has not read so far is read anew. A new empty table: nothing is locked, and
-- until something is forgotten everybody reads on as before.
-- Verify: select count(*) from device_gone g join gone_floor f on f.followed = 'device' and g.rev <= f.rev is 0.
-- CreateTable
CREATE TABLE "gone_floor" (
    "followed" TEXT NOT NULL,
    "rev" BIGINT NOT NULL,

    CONSTRAINT "gone_floor_pkey" PRIMARY KEY ("followed")
);
