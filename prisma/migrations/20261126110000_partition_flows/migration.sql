-- Flows by the month in which they were taken in, so that keeping them for some months drops whole tables (see
-- docs/decisions/0015-flows-by-month.md). Ids of contents begin with the month from now on, the old table becomes the
-- partition of all that came before, where it lies: no row is copied. "flow" is locked for a look through its primary key
-- (about 1 s for ten million rows). Verify: select tableoid::regclass, count(*) from flow group by 1.

-- The database cuts months in UTC. Not IMMUTABLE: it reads the clock.
CREATE FUNCTION "next_content_id"() RETURNS BIGINT LANGUAGE sql
  AS E'SELECT to_char(now() AT TIME ZONE ''UTC'', ''YYYYMM'')::bigint * 1000000000 + nextval(''source_content_id_seq'')';
ALTER TABLE "source_content" ALTER COLUMN "id" SET DEFAULT next_content_id();
-- When the single flows of the content were let go. What they added up to is with a content of its own.
ALTER TABLE "source_content" ADD COLUMN "flows_dropped_at" TIMESTAMPTZ(6);

DROP TRIGGER "flow_inserted" ON "flow";
DROP TRIGGER "flow_updated" ON "flow";
DROP TRIGGER "flow_deleted" ON "flow";
ALTER TABLE "flow" RENAME TO "flow_before";
ALTER TABLE "flow_before" RENAME CONSTRAINT "flow_pkey" TO "flow_before_pkey";
ALTER INDEX "flow_initiator_device_id_idx" RENAME TO "flow_before_initiator_device_id_idx";
ALTER INDEX "flow_responder_device_id_idx" RENAME TO "flow_before_responder_device_id_idx";
ALTER INDEX "flow_newest_idx" RENAME TO "flow_before_newest_idx";
-- How many flows a row stands for: more than one where the single ones were let go.
ALTER TABLE "flow_before" ADD COLUMN "flows" INTEGER NOT NULL DEFAULT 1;

CREATE TABLE "flow" (LIKE "flow_before" INCLUDING DEFAULTS) PARTITION BY RANGE ("content_id");
ALTER TABLE "flow" ADD CONSTRAINT "flow_pkey" PRIMARY KEY ("content_id", "seq");
ALTER TABLE "flow" ADD CONSTRAINT "flow_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "flow_initiator_device_id_idx" ON "flow"("initiator_device_id");
CREATE INDEX "flow_responder_device_id_idx" ON "flow"("responder_device_id");
CREATE INDEX "flow_newest_idx" ON "flow" ((coalesce("last_seen_us", -9223372036854775808)) DESC, "content_id", "seq");
-- Ends where no device is known are looked for by their address.
CREATE INDEX "flow_initiator_nobody_idx" ON "flow"("initiator_ip") WHERE "initiator_device_id" IS NULL;
CREATE INDEX "flow_responder_nobody_idx" ON "flow"("responder_ip") WHERE "responder_device_id" IS NULL;
ALTER TABLE "flow" ATTACH PARTITION "flow_before" FOR VALUES FROM (MINVALUE) TO (200000000000000);
-- What no month's table takes, so that nothing is ever refused: emptied into the month's table when that is made.
CREATE TABLE "flow_other" PARTITION OF "flow" DEFAULT;

CREATE TRIGGER "flow_inserted" AFTER INSERT ON "flow" REFERENCING NEW TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_stale_flows"();
CREATE TRIGGER "flow_updated" AFTER UPDATE ON "flow" REFERENCING NEW TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_stale_flows"();
CREATE TRIGGER "flow_deleted" AFTER DELETE ON "flow" REFERENCING OLD TABLE AS "changed"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_stale_flows"();

-- Makes the table of a month (202611) where there is none, and moves into it what stands in "flow_other".
CREATE FUNCTION "make_flow_month"("month" INTEGER) RETURNS VOID LANGUAGE plpgsql AS E'
DECLARE
  name text := ''flow_'' || month\x3b
  first bigint := month::bigint * 1000000000\x3b
  beyond bigint := (month + CASE WHEN month % 100 = 12 THEN 89 ELSE 1 END)::bigint * 1000000000\x3b
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN\x3b END IF\x3b
  PERFORM pg_advisory_xact_lock(hashtext(''make_flow_month''))\x3b
  IF to_regclass(name) IS NOT NULL THEN RETURN\x3b END IF\x3b
  EXECUTE format(''CREATE TABLE %I (LIKE flow INCLUDING DEFAULTS)'', name)\x3b
  EXECUTE format(''WITH moved AS (DELETE FROM flow_other WHERE content_id >= %s AND content_id < %s RETURNING *) INSERT INTO %I SELECT * FROM moved'', first, beyond, name)\x3b
  EXECUTE format(''ALTER TABLE flow ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)'', name, first, beyond)\x3b
END';
SELECT make_flow_month(to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')::int);
SELECT make_flow_month(to_char(now() AT TIME ZONE 'UTC' + interval '1 month', 'YYYYMM')::int);
