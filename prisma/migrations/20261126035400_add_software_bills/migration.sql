-- Safe: new tables only, whose foreign key is between themselves. Verify: \d software_bill, \d software_component.

-- CreateTable
CREATE TABLE "software_bill" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "vendor" TEXT,
    "product" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6),
    "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "added_by" TEXT NOT NULL,
    "problems" TEXT[],

    CONSTRAINT "software_bill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "software_component" (
    "bill_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT,
    "purl" TEXT,
    "cpe" TEXT,
    "supplier" TEXT,
    "type" TEXT,
    "licence" TEXT,
    "search" TEXT NOT NULL,

    CONSTRAINT "software_component_pkey" PRIMARY KEY ("bill_id","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "software_bill_sha256_key" ON "software_bill"("sha256");

-- AddForeignKey
ALTER TABLE "software_component" ADD CONSTRAINT "software_component_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "software_bill"("id") ON DELETE CASCADE ON UPDATE CASCADE;
