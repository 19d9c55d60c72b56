-- The first schema, on an empty database: takes no lock that anybody waits for.
-- Verify: `npm run prisma:check`, and that `update audit_entry set actor = ''` is refused.

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "reason" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "realm_ids" UUID[],
    "zone_id" UUID,
    "zone_reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "state_reason" TEXT,
    "name" TEXT,
    "vendor" TEXT,
    "model" TEXT,
    "firmware" TEXT,
    "order_number" TEXT,
    "serial" TEXT,
    "os" TEXT,
    "role" TEXT,
    "owner" TEXT,
    "purdue_level" DOUBLE PRECISION,
    "risk_score" INTEGER NOT NULL,
    "risk_band" TEXT NOT NULL,
    "conflict_count" INTEGER NOT NULL,
    "is_exposed" BOOLEAN NOT NULL,
    "ips" TEXT[],
    "macs" TEXT[],
    "protocols" TEXT[],
    "ip_order" TEXT,
    "search" TEXT NOT NULL,
    "first_seen_us" BIGINT,
    "last_seen_us" BIGINT,
    "detail" JSONB NOT NULL,
    "risk" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_redirect" (
    "old_id" UUID NOT NULL,
    "new_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_redirect_pkey" PRIMARY KEY ("old_id")
);

-- CreateTable
CREATE TABLE "unconfirmed_address" (
    "realm_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "examples" TEXT[],

    CONSTRAINT "unconfirmed_address_pkey" PRIMARY KEY ("realm_id","reason")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "anchor_kind" TEXT NOT NULL,
    "anchor_realm" TEXT NOT NULL,
    "anchor_value" TEXT NOT NULL,
    "other_kind" TEXT,
    "other_realm" TEXT,
    "other_value" TEXT,
    "state" TEXT,
    "expires_at" TIMESTAMPTZ(6),
    "field" TEXT,
    "value" TEXT,
    "zone_id" UUID,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL,
    "device_id" UUID,
    "undone_at" TIMESTAMPTZ(6),
    "undone_by" TEXT,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "content_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "mac" TEXT,
    "ip" TEXT,
    "child" TEXT,
    "protocol" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "first_seen_us" BIGINT,
    "last_seen_us" BIGINT,
    "count" BIGINT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("content_id","seq")
);

-- CreateTable
CREATE TABLE "approval" (
    "content_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "mac" TEXT,
    "ip" TEXT,
    "child" TEXT,
    "zone" TEXT,
    "position" BIGINT NOT NULL,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("content_id","seq")
);

-- CreateTable
CREATE TABLE "flow" (
    "content_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "initiator_ip" TEXT,
    "initiator_mac" TEXT,
    "initiator_device_id" UUID,
    "responder_ip" TEXT,
    "responder_mac" TEXT,
    "responder_device_id" UUID,
    "transport" TEXT NOT NULL,
    "port" INTEGER,
    "protocol" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "vlan" INTEGER,
    "packets" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "packets_from_responder" BIGINT NOT NULL,
    "bytes_from_responder" BIGINT NOT NULL,
    "first_seen_us" BIGINT,
    "last_seen_us" BIGINT,
    "position" BIGINT NOT NULL,
    "operations" JSONB NOT NULL,
    "peer_name" TEXT,

    CONSTRAINT "flow_pkey" PRIMARY KEY ("content_id","seq")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "realm_id" UUID NOT NULL,
    "initiator_ip" TEXT,
    "initiator_mac" TEXT,
    "initiator_device_id" UUID,
    "responder_ip" TEXT,
    "responder_mac" TEXT,
    "responder_device_id" UUID,
    "transport" TEXT NOT NULL,
    "port" INTEGER,
    "protocol" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "flows" INTEGER NOT NULL,
    "packets" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "packets_from_responder" BIGINT NOT NULL,
    "first_seen_us" BIGINT,
    "last_seen_us" BIGINT,
    "operations" JSONB NOT NULL,
    "peer_name" TEXT,
    "content_id" BIGINT NOT NULL,
    "position" BIGINT NOT NULL,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "realm_id" UUID NOT NULL,
    "sensor_id" UUID,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "message" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),
    "cancel_asked_at" TIMESTAMPTZ(6),
    "merge_failures" INTEGER NOT NULL DEFAULT 0,
    "devices_new" INTEGER,
    "devices_changed" INTEGER,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_file" (
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "declared_bytes" BIGINT NOT NULL,
    "declared_sha256" TEXT,
    "received_bytes" BIGINT NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL,
    "csv_mapping" JSONB,
    "format" TEXT,
    "records_read" BIGINT NOT NULL DEFAULT 0,
    "read_bytes" BIGINT NOT NULL DEFAULT 0,
    "reader_failures" INTEGER NOT NULL DEFAULT 0,
    "worker_deaths" INTEGER NOT NULL DEFAULT 0,
    "unpacked_bytes" BIGINT,
    "ledger" JSONB,
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "message" TEXT,
    "observations" INTEGER NOT NULL DEFAULT 0,
    "flows" INTEGER NOT NULL DEFAULT 0,
    "first_seen_us" BIGINT,
    "last_seen_us" BIGINT,
    "content_id" BIGINT,

    CONSTRAINT "import_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_content" (
    "id" BIGSERIAL NOT NULL,
    "realm_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "reading" TEXT NOT NULL DEFAULT '',
    "file_name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "is_complete" BOOLEAN NOT NULL DEFAULT false,
    "committed_observations" INTEGER NOT NULL DEFAULT 0,
    "committed_flows" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_content_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "realm" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "realm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sensor" (
    "id" UUID NOT NULL,
    "realm_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sensor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" TEXT NOT NULL,
    "is_disabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6),

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "token_hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "user_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "zone" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "purdue_level" DOUBLE PRECISION,
    "criticality" INTEGER NOT NULL DEFAULT 3,
    "owner" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "zone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zone_cidr" (
    "zone_id" UUID NOT NULL,
    "realm_id" UUID NOT NULL,
    "cidr" TEXT NOT NULL,

    CONSTRAINT "zone_cidr_pkey" PRIMARY KEY ("zone_id","realm_id","cidr")
);

-- CreateTable
CREATE TABLE "zone_vlan" (
    "zone_id" UUID NOT NULL,
    "realm_id" UUID NOT NULL,
    "vlan" INTEGER NOT NULL,

    CONSTRAINT "zone_vlan_pkey" PRIMARY KEY ("zone_id","realm_id","vlan")
);

-- CreateTable
CREATE TABLE "conduit" (
    "id" UUID NOT NULL,
    "from_zone_id" UUID NOT NULL,
    "to_zone_id" UUID NOT NULL,
    "protocols" TEXT[],
    "reason" TEXT NOT NULL,
    "owner" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "conduit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posture_day" (
    "day" DATE NOT NULL,
    "scope" TEXT NOT NULL,
    "risk_mean" DOUBLE PRECISION NOT NULL,
    "devices" INTEGER NOT NULL,
    "unsanctioned" INTEGER NOT NULL,
    "exposed" INTEGER NOT NULL,
    "identified" INTEGER NOT NULL,

    CONSTRAINT "posture_day_pkey" PRIMARY KEY ("day","scope")
);

-- CreateIndex
CREATE INDEX "audit_entry_action_id_idx" ON "audit_entry"("action", "id");

-- CreateIndex
CREATE INDEX "device_risk_score_id_idx" ON "device"("risk_score" DESC, "id");

-- CreateIndex
CREATE INDEX "device_zone_id_risk_score_id_idx" ON "device"("zone_id", "risk_score" DESC, "id");

-- CreateIndex
CREATE INDEX "device_state_risk_score_id_idx" ON "device"("state", "risk_score" DESC, "id");

-- CreateIndex
CREATE INDEX "device_redirect_new_id_idx" ON "device_redirect"("new_id");

-- CreateIndex
CREATE INDEX "decision_device_id_idx" ON "decision"("device_id");

-- CreateIndex
CREATE INDEX "decision_at_idx" ON "decision"("at");

-- CreateIndex
CREATE INDEX "flow_initiator_device_id_idx" ON "flow"("initiator_device_id");

-- CreateIndex
CREATE INDEX "flow_responder_device_id_idx" ON "flow"("responder_device_id");

-- CreateIndex
CREATE INDEX "conversation_initiator_device_id_idx" ON "conversation"("initiator_device_id");

-- CreateIndex
CREATE INDEX "conversation_responder_device_id_idx" ON "conversation"("responder_device_id");

-- CreateIndex
CREATE INDEX "import_created_at_idx" ON "import"("created_at" DESC);

-- CreateIndex
CREATE INDEX "import_state_idx" ON "import"("state");

-- CreateIndex
CREATE INDEX "import_file_content_id_idx" ON "import_file"("content_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_file_import_id_number_key" ON "import_file"("import_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "source_content_realm_id_sha256_reading_key" ON "source_content"("realm_id", "sha256", "reading");

-- CreateIndex
CREATE UNIQUE INDEX "site_name_key" ON "site"("name");

-- CreateIndex
CREATE UNIQUE INDEX "realm_site_id_name_key" ON "realm"("site_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "sensor_realm_id_name_key" ON "sensor"("realm_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "one_time_link_user_id_idx" ON "one_time_link"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "zone_site_id_name_key" ON "zone"("site_id", "name");

-- CreateIndex
CREATE INDEX "conduit_from_zone_id_to_zone_id_idx" ON "conduit"("from_zone_id", "to_zone_id");

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow" ADD CONSTRAINT "flow_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_realm_id_fkey" FOREIGN KEY ("realm_id") REFERENCES "realm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "source_content"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_content" ADD CONSTRAINT "source_content_realm_id_fkey" FOREIGN KEY ("realm_id") REFERENCES "realm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "realm" ADD CONSTRAINT "realm_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sensor" ADD CONSTRAINT "sensor_realm_id_fkey" FOREIGN KEY ("realm_id") REFERENCES "realm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone" ADD CONSTRAINT "zone_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone_cidr" ADD CONSTRAINT "zone_cidr_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone_cidr" ADD CONSTRAINT "zone_cidr_realm_id_fkey" FOREIGN KEY ("realm_id") REFERENCES "realm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone_vlan" ADD CONSTRAINT "zone_vlan_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone_vlan" ADD CONSTRAINT "zone_vlan_realm_id_fkey" FOREIGN KEY ("realm_id") REFERENCES "realm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conduit" ADD CONSTRAINT "conduit_from_zone_id_fkey" FOREIGN KEY ("from_zone_id") REFERENCES "zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conduit" ADD CONSTRAINT "conduit_to_zone_id_fkey" FOREIGN KEY ("to_zone_id") REFERENCES "zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The audit log is written once. What Prisma cannot express stands here by hand. The engine that applies migrations
-- cuts them at every semicolon, so those of the function's body are written as \x3b.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql
  AS E'BEGIN RAISE EXCEPTION ''the audit log is insert-only''\x3b END';
CREATE TRIGGER "audit_entry_is_insert_only" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_entry_is_never_truncated" BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
