-- Safe on a running installation: two columns without a default, which rewrite no row, under a lock of an instant.
-- What was read before says no source and is shown so. Verify: \d flow and \d conversation list peer_name_from.
-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "peer_name_from" TEXT;

-- AlterTable
ALTER TABLE "flow" ADD COLUMN     "peer_name_from" TEXT;
