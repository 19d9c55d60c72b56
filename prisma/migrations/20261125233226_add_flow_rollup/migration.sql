-- Sums of conversations by zones and protocol. A new table alone: safe beside a running process. Until the inventory is
-- next computed, the matrix is added up from the conversations as before.
-- CreateTable
CREATE TABLE "flow_rollup" (
    "id" INTEGER NOT NULL,
    "rev" INTEGER NOT NULL,
    "cells" JSON NOT NULL,

    CONSTRAINT "flow_rollup_pkey" PRIMARY KEY ("id")
);
