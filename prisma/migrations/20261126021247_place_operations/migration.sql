-- Safe on a running installation: a constant default rewrites no row. Flows read before tell no place of an operation.
-- AlterTable
ALTER TABLE "flow" ADD COLUMN     "operation_positions" JSONB NOT NULL DEFAULT '{}';
