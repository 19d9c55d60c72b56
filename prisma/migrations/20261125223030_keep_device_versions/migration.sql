-- Adds the history of device rows, and what the inventory was last computed from. Two new tables: no lock on others
-- but for the copy below, which reads every device once, so that what is known now has a first version from the time
-- its device was made. Verify: as many rows in device_version as in device.
-- CreateTable
CREATE TABLE "device_version" (
    "device_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "until_at" TIMESTAMPTZ(6),
    "row" JSONB NOT NULL,
    "print" TEXT NOT NULL,

    CONSTRAINT "device_version_pkey" PRIMARY KEY ("device_id","from_at")
);

-- CreateTable
CREATE TABLE "inventory_state" (
    "id" INTEGER NOT NULL,
    "inputs" TEXT NOT NULL,

    CONSTRAINT "inventory_state_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "device_version_from_at_idx" ON "device_version"("from_at");

-- CreateIndex
CREATE INDEX "device_version_until_at_idx" ON "device_version"("until_at");

INSERT INTO "device_version" ("device_id", "from_at", "row", "print")
SELECT shown.id, shown.made, to_jsonb(shown) - 'made', md5((to_jsonb(shown) - 'made' - 'lastSeenUs')::text)
  FROM (
    SELECT d.created_at AS made, d.id, d.site_id AS "siteId", s.name AS site, d.realm_ids AS "realmIds",
           d.zone_id AS "zoneId", z.name AS "zoneName", z.purdue_level AS "zonePurdueLevel",
           d.state, d.name, d.vendor, d.model, d.firmware, d.order_number AS "orderNumber", d.serial, d.os, d.role,
           d.owner, d.location, d.criticality, d.tags, d.custom, d.risk_score AS "riskScore", d.risk_band AS "riskBand",
           d.conflict_count AS "conflictCount", d.ips, d.macs, d.first_seen_us AS "firstSeenUs",
           d.last_seen_us AS "lastSeenUs",
           jsonb_build_object('name', NULL, 'vendor', NULL, 'model', NULL, 'firmware', NULL, 'role', NULL) AS marks,
           coalesce((SELECT jsonb_agg(jsonb_build_object('transport', it->'transport', 'port', it->'port', 'protocol',
               it->'protocol', 'evidence', it->'evidence', 'flags', it->'flags') ORDER BY at)
              FROM jsonb_array_elements(d.detail->'services') WITH ORDINALITY AS services(it, at)), '[]') AS services
      FROM device d JOIN site s ON s.id = d.site_id LEFT JOIN zone z ON z.id = d.zone_id
  ) shown;
