-- Versions that sort, revisions by which a reader follows the devices, and saved views. Existing devices get their
-- revision by one rewrite of the table under an exclusive lock (about 10 s for a million) and their order of versions
-- with the next rebuild, because their fingerprints are cleared. Verify: select count(*) from device where rev is null
-- gives 0, and changing any device raises its rev.
-- AlterTable
ALTER TABLE "device" ADD COLUMN     "firmware_order" TEXT,
ADD COLUMN     "rev" BIGSERIAL NOT NULL;

-- CreateTable
CREATE TABLE "device_gone" (
    "rev" BIGINT NOT NULL,
    "device_id" UUID NOT NULL,

    CONSTRAINT "device_gone_pkey" PRIMARY KEY ("rev")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL,
    "search" JSONB NOT NULL,
    "columns" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "saved_view_user_id_idx" ON "saved_view"("user_id");

-- CreateIndex
CREATE INDEX "device_rev_idx" ON "device"("rev");

UPDATE "device" SET "fingerprint" = '';

-- All writers of "device" hold the inventory's lock until they commit, so revisions become visible in their order.
CREATE FUNCTION device_count_up() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN NEW.rev := nextval(\'device_rev_seq\')\x3b RETURN NEW\x3b END';
CREATE TRIGGER device_count_up BEFORE UPDATE ON "device" FOR EACH ROW EXECUTE FUNCTION device_count_up();

CREATE FUNCTION device_remember_gone() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN INSERT INTO device_gone (rev, device_id) SELECT nextval(\'device_rev_seq\'), id FROM gone\x3b RETURN NULL\x3b END';
CREATE TRIGGER device_remember_gone AFTER DELETE ON "device" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION device_remember_gone();
