-- What lists show of a device is written with the device (lib/domain/device/listed-parts.ts): to compute it in the
-- database cost four fifths of inserting one. Values stay as they are and no row is written. "device" is read once, to see
-- that each has its value, and is locked meanwhile. Verify: select attgenerated = '' and attnotnull from pg_attribute where
-- attrelid = 'device'::regclass and attname = 'listed' is true.

ALTER TABLE "device" ALTER COLUMN "listed" DROP EXPRESSION;
ALTER TABLE "device" ALTER COLUMN "listed" SET NOT NULL;
DROP FUNCTION "device_listed"(JSONB);
