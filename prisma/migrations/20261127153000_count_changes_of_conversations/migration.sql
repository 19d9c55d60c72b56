-- A number that goes up with every statement that writes conversations: what is worked out of them is kept until then.
-- Locks nothing for longer than a moment.
-- Verify: select rev from conversation_revision gives one row, and updating any conversation raises it.

-- CreateTable
CREATE TABLE "conversation_revision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "rev" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "conversation_revision_pkey" PRIMARY KEY ("id")
);

INSERT INTO "conversation_revision" ("id", "rev") VALUES (1, 0);

-- Once for each statement: rows are many, and all writers hold the inventory's lock until they commit.
CREATE FUNCTION conversation_count_up() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN UPDATE conversation_revision SET rev = rev + 1\x3b RETURN NULL\x3b END';
CREATE TRIGGER conversation_count_up AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "conversation"
  FOR EACH STATEMENT EXECUTE FUNCTION conversation_count_up();
