-- Revisions by which a reader follows the findings. Existing findings get theirs by one rewrite of the table under an
-- exclusive lock (about 2 s for 100,000). Verify: changing any finding raises its rev, removing one leaves a row in
-- finding_gone.
-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "rev" BIGSERIAL NOT NULL;

-- CreateTable
CREATE TABLE "finding_gone" (
    "rev" BIGINT NOT NULL,
    "finding_id" UUID NOT NULL,

    CONSTRAINT "finding_gone_pkey" PRIMARY KEY ("rev")
);

-- CreateIndex
CREATE INDEX "finding_rev_idx" ON "finding"("rev");

-- All writers of "finding" hold the inventory's lock until they commit, so revisions become visible in their order.
CREATE FUNCTION finding_count_up() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN NEW.rev := nextval(\'finding_rev_seq\')\x3b RETURN NEW\x3b END';
CREATE TRIGGER finding_count_up BEFORE UPDATE ON "finding" FOR EACH ROW EXECUTE FUNCTION finding_count_up();

CREATE FUNCTION finding_remember_gone() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN INSERT INTO finding_gone (rev, finding_id) SELECT nextval(\'finding_rev_seq\'), id FROM gone\x3b RETURN NULL\x3b END';
CREATE TRIGGER finding_remember_gone AFTER DELETE ON "finding" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION finding_remember_gone();
