-- Texts that queries ask for and that only the whole of a device told: unpacking a million of those takes ten seconds.
-- Three columns without a value, which PostgreSQL adds without rewriting the table. Then devices that have such texts are
-- written once. All others are read (about ten seconds for a million) and not written. No lock but of the rows written.
-- Verify: select count(*) from device where conflict_count > 0 and conflict_kinds is null is 0.
-- AlterTable
ALTER TABLE "device" ADD COLUMN     "child_values" TEXT[],
ADD COLUMN     "conflict_kinds" TEXT[],
ADD COLUMN     "notes" TEXT[];

UPDATE "device" SET "conflict_kinds" = ARRAY(SELECT it->>'kind' FROM jsonb_array_elements("detail"->'conflicts') it)
  WHERE "conflict_count" > 0;
UPDATE "device" SET "child_values" = ARRAY(SELECT field.value->>'value' FROM jsonb_array_elements("detail"->'children') child, jsonb_each(child->'fields') field)
  WHERE "module_count" > 0;
UPDATE "device" SET "notes" = ARRAY(SELECT it->>'text' FROM jsonb_array_elements("detail"#>'{annotations,notes}') it)
  WHERE jsonb_array_length("detail"#>'{annotations,notes}') > 0;
