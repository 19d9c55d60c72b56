-- How many modules a device has. A column with a constant default, which PostgreSQL adds without rewriting the table.
-- What was noted of each content for computing parts of the inventory names racks and answering firewalls now: it is
-- emptied, and the next rebuild computes the whole and notes it anew (docs/decisions/0012).
-- Verify: select max(module_count) from device.
-- AlterTable
ALTER TABLE "device" ADD COLUMN     "module_count" INTEGER NOT NULL DEFAULT 0;
DELETE FROM "content_link";
DELETE FROM "content_facts";
