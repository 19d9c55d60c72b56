-- What a step of a target did to today's zones and conduits, so that it can be taken back. A column without a default:
-- no rewrite, an exclusive lock for a moment. Verify: select count(applied) from target_step_mark gives 0.
-- AlterTable
ALTER TABLE "target_step_mark" ADD COLUMN     "applied" JSONB;
