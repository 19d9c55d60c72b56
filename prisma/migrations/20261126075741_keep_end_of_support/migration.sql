-- Safe: two columns without a default touch no row. The first rebuild of the new release fills them.
-- AlterTable
ALTER TABLE "device" ADD COLUMN     "end_of_support_us" BIGINT;

-- AlterTable
ALTER TABLE "firmware_product" ADD COLUMN     "end_of_support_us" BIGINT;
