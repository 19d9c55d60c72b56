-- Safe: one new table. Nothing that exists is read, locked or changed.
-- CreateTable
CREATE TABLE "map_pin" (
    "key" TEXT NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "map_pin_pkey" PRIMARY KEY ("key")
);
