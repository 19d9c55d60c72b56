-- Safe: new tables only, whose foreign keys to "zone" take a short share lock there. Verify: \d maintenance_window, \d work_item.

-- CreateTable
CREATE TABLE "maintenance_window" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "zone_id" UUID,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "repeats" TEXT NOT NULL,
    "every" INTEGER NOT NULL DEFAULT 1,
    "outage" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "maintenance_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_item" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "outage" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "owner" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "zone_id" UUID,
    "device_ids" UUID[],
    "finding_key" TEXT,
    "risk_removed" DOUBLE PRECISION,
    "window_id" UUID,
    "occurrence_at" TIMESTAMPTZ(6),
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "work_item_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "maintenance_window_zone_id_idx" ON "maintenance_window"("zone_id");

-- CreateIndex
CREATE INDEX "work_item_state_occurrence_at_idx" ON "work_item"("state", "occurrence_at");

-- CreateIndex
CREATE INDEX "work_item_window_id_idx" ON "work_item"("window_id");

-- AddForeignKey
ALTER TABLE "maintenance_window" ADD CONSTRAINT "maintenance_window_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_item" ADD CONSTRAINT "work_item_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_item" ADD CONSTRAINT "work_item_window_id_fkey" FOREIGN KEY ("window_id") REFERENCES "maintenance_window"("id") ON DELETE SET NULL ON UPDATE CASCADE;
