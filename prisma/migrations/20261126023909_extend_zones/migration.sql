-- Safe: columns with constant defaults, which PostgreSQL adds without rewriting the tables (a short exclusive lock on
-- "zone" and "conduit"), and a new table. Verify: \d zone, \d conduit, \d zone_mac.

-- AlterTable
ALTER TABLE "conduit" ADD COLUMN     "enforcement_point" TEXT,
ADD COLUMN     "initiator" TEXT NOT NULL DEFAULT 'from',
ADD COLUMN     "operations" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "ports" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "review_on" DATE;

-- AlterTable
ALTER TABLE "zone" ADD COLUMN     "consequence" TEXT,
ADD COLUMN     "consequence_note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "parent_id" UUID,
ADD COLUMN     "queries" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "roles" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "security_level_target" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- CreateTable
CREATE TABLE "zone_mac" (
    "zone_id" UUID NOT NULL,
    "realm_id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,

    CONSTRAINT "zone_mac_pkey" PRIMARY KEY ("zone_id","realm_id","prefix")
);

-- AddForeignKey
ALTER TABLE "zone" ADD CONSTRAINT "zone_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone_mac" ADD CONSTRAINT "zone_mac_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone_mac" ADD CONSTRAINT "zone_mac_realm_id_fkey" FOREIGN KEY ("realm_id") REFERENCES "realm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
