-- Posture added up by zone, kept by triggers, so that a rebuild reads no device for it. The table is new and filled here.
-- The index and the triggers lock "device" against writes meanwhile (some seconds for a million devices). Verify: the
-- sum of posture_sum.devices is the number of devices that are not retired.
-- CreateTable
CREATE TABLE "posture_sum" (
    "zone_id" UUID NOT NULL,
    "devices" BIGINT NOT NULL,
    "risk" BIGINT NOT NULL,
    "unsanctioned" BIGINT NOT NULL,
    "exposed" BIGINT NOT NULL,
    "identified" BIGINT NOT NULL,

    CONSTRAINT "posture_sum_pkey" PRIMARY KEY ("zone_id")
);

-- CreateIndex
CREATE INDEX "device_last_seen_us_idx" ON "device"("last_seen_us");

INSERT INTO posture_sum AS p (zone_id, devices, risk, unsanctioned, exposed, identified) SELECT zone_id, sum(devices), sum(risk), sum(unsanctioned), sum(exposed), sum(identified) FROM (SELECT coalesce(zone_id, '00000000-0000-0000-0000-000000000000'::uuid) AS zone_id, 1 AS devices, risk_score AS risk, CASE WHEN state = 'unsanctioned' THEN 1 ELSE 0 END AS unsanctioned, CASE WHEN is_exposed THEN 1 ELSE 0 END AS exposed, CASE WHEN vendor IS NOT NULL AND (model IS NOT NULL OR role IS NOT NULL) THEN 1 ELSE 0 END AS identified FROM device WHERE state <> 'retired') change GROUP BY zone_id HAVING (sum(devices), sum(risk), sum(unsanctioned), sum(exposed), sum(identified)) <> (0, 0, 0, 0, 0) ON CONFLICT (zone_id) DO UPDATE SET devices = p.devices + excluded.devices, risk = p.risk + excluded.risk, unsanctioned = p.unsanctioned + excluded.unsanctioned, exposed = p.exposed + excluded.exposed, identified = p.identified + excluded.identified;

CREATE FUNCTION posture_of_added() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN INSERT INTO posture_sum AS p (zone_id, devices, risk, unsanctioned, exposed, identified) SELECT zone_id, sum(devices), sum(risk), sum(unsanctioned), sum(exposed), sum(identified) FROM (SELECT coalesce(zone_id, \'00000000-0000-0000-0000-000000000000\'::uuid) AS zone_id, 1 AS devices, risk_score AS risk, CASE WHEN state = \'unsanctioned\' THEN 1 ELSE 0 END AS unsanctioned, CASE WHEN is_exposed THEN 1 ELSE 0 END AS exposed, CASE WHEN vendor IS NOT NULL AND (model IS NOT NULL OR role IS NOT NULL) THEN 1 ELSE 0 END AS identified FROM added WHERE state <> \'retired\') change GROUP BY zone_id HAVING (sum(devices), sum(risk), sum(unsanctioned), sum(exposed), sum(identified)) <> (0, 0, 0, 0, 0) ON CONFLICT (zone_id) DO UPDATE SET devices = p.devices + excluded.devices, risk = p.risk + excluded.risk, unsanctioned = p.unsanctioned + excluded.unsanctioned, exposed = p.exposed + excluded.exposed, identified = p.identified + excluded.identified\x3b RETURN NULL\x3b END';
CREATE TRIGGER posture_of_added AFTER INSERT ON "device" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION posture_of_added();

CREATE FUNCTION posture_of_changed() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN INSERT INTO posture_sum AS p (zone_id, devices, risk, unsanctioned, exposed, identified) SELECT zone_id, sum(devices), sum(risk), sum(unsanctioned), sum(exposed), sum(identified) FROM (SELECT coalesce(zone_id, \'00000000-0000-0000-0000-000000000000\'::uuid) AS zone_id, 1 AS devices, risk_score AS risk, CASE WHEN state = \'unsanctioned\' THEN 1 ELSE 0 END AS unsanctioned, CASE WHEN is_exposed THEN 1 ELSE 0 END AS exposed, CASE WHEN vendor IS NOT NULL AND (model IS NOT NULL OR role IS NOT NULL) THEN 1 ELSE 0 END AS identified FROM after_it WHERE state <> \'retired\' UNION ALL SELECT coalesce(zone_id, \'00000000-0000-0000-0000-000000000000\'::uuid) AS zone_id, -1 AS devices, -risk_score AS risk, CASE WHEN state = \'unsanctioned\' THEN -1 ELSE 0 END AS unsanctioned, CASE WHEN is_exposed THEN -1 ELSE 0 END AS exposed, CASE WHEN vendor IS NOT NULL AND (model IS NOT NULL OR role IS NOT NULL) THEN -1 ELSE 0 END AS identified FROM before_it WHERE state <> \'retired\') change GROUP BY zone_id HAVING (sum(devices), sum(risk), sum(unsanctioned), sum(exposed), sum(identified)) <> (0, 0, 0, 0, 0) ON CONFLICT (zone_id) DO UPDATE SET devices = p.devices + excluded.devices, risk = p.risk + excluded.risk, unsanctioned = p.unsanctioned + excluded.unsanctioned, exposed = p.exposed + excluded.exposed, identified = p.identified + excluded.identified\x3b RETURN NULL\x3b END';
CREATE TRIGGER posture_of_changed AFTER UPDATE ON "device" REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
  FOR EACH STATEMENT EXECUTE FUNCTION posture_of_changed();

CREATE FUNCTION posture_of_gone() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN INSERT INTO posture_sum AS p (zone_id, devices, risk, unsanctioned, exposed, identified) SELECT zone_id, sum(devices), sum(risk), sum(unsanctioned), sum(exposed), sum(identified) FROM (SELECT coalesce(zone_id, \'00000000-0000-0000-0000-000000000000\'::uuid) AS zone_id, -1 AS devices, -risk_score AS risk, CASE WHEN state = \'unsanctioned\' THEN -1 ELSE 0 END AS unsanctioned, CASE WHEN is_exposed THEN -1 ELSE 0 END AS exposed, CASE WHEN vendor IS NOT NULL AND (model IS NOT NULL OR role IS NOT NULL) THEN -1 ELSE 0 END AS identified FROM gone WHERE state <> \'retired\') change GROUP BY zone_id HAVING (sum(devices), sum(risk), sum(unsanctioned), sum(exposed), sum(identified)) <> (0, 0, 0, 0, 0) ON CONFLICT (zone_id) DO UPDATE SET devices = p.devices + excluded.devices, risk = p.risk + excluded.risk, unsanctioned = p.unsanctioned + excluded.unsanctioned, exposed = p.exposed + excluded.exposed, identified = p.identified + excluded.identified\x3b RETURN NULL\x3b END';
CREATE TRIGGER posture_of_gone AFTER DELETE ON "device" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION posture_of_gone();
