-- Tables for signed knowledge and its releases. All are new and empty: nobody waits for a lock.
-- Verify: `npm run prisma:check`.

-- CreateTable
CREATE TABLE "knowledge_key" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "public_key_pem" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "revoked_by" TEXT,

    CONSTRAINT "knowledge_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "knowledge_file" (
    "sha256" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "packed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_file_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "knowledge_release" (
    "id" BIGSERIAL NOT NULL,
    "origin" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "key_id" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "built_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "message" TEXT,
    "report" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "knowledge_release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "knowledge_entry" (
    "release_id" BIGINT NOT NULL,
    "feed" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "dated_at" TIMESTAMPTZ(6),
    "source" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_entry_pkey" PRIMARY KEY ("release_id","feed","name")
);

-- CreateTable
CREATE TABLE "knowledge_state" (
    "id" INTEGER NOT NULL,
    "release_id" BIGINT NOT NULL,
    "applied_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_state_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "knowledge_release_state_idx" ON "knowledge_release"("state");

-- CreateIndex
CREATE INDEX "knowledge_entry_sha256_idx" ON "knowledge_entry"("sha256");

-- AddForeignKey
ALTER TABLE "knowledge_entry" ADD CONSTRAINT "knowledge_entry_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "knowledge_release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "knowledge_entry" ADD CONSTRAINT "knowledge_entry_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "knowledge_file"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "knowledge_state" ADD CONSTRAINT "knowledge_state_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "knowledge_release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
