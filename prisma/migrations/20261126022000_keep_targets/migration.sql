-- Safe: five new tables. Nothing that exists is read, locked or changed.
-- CreateTable
CREATE TABLE "target" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target_version" (
    "target_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "design" JSONB NOT NULL,
    "comment" TEXT NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_at" TIMESTAMPTZ(6),
    "approved_by" TEXT,

    CONSTRAINT "target_version_pkey" PRIMARY KEY ("target_id","version")
);

-- CreateTable
CREATE TABLE "target_comment" (
    "id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "target_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target_day" (
    "target_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "version" INTEGER NOT NULL,
    "violating_flows" INTEGER NOT NULL,
    "misplaced_devices" INTEGER NOT NULL,
    "undecided_cells" INTEGER NOT NULL,
    "above_tolerance" INTEGER NOT NULL,

    CONSTRAINT "target_day_pkey" PRIMARY KEY ("target_id","day")
);

-- CreateTable
CREATE TABLE "target_step_mark" (
    "target_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "user_id" UUID,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "target_step_mark_pkey" PRIMARY KEY ("target_id","step_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "target_name_key" ON "target"("name");

-- CreateIndex
CREATE INDEX "target_comment_target_id_at_idx" ON "target_comment"("target_id", "at");

-- AddForeignKey
ALTER TABLE "target_version" ADD CONSTRAINT "target_version_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target_comment" ADD CONSTRAINT "target_comment_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target_day" ADD CONSTRAINT "target_day_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target_step_mark" ADD CONSTRAINT "target_step_mark_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE CASCADE ON UPDATE CASCADE;
