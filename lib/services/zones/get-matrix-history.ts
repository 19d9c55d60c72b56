import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MatrixHistory } from "@/lib/contracts/flow-matrix";
import { flowCube } from "./flow-cube";
import { sayDay } from "./get-flow-matrix";

/** A cell of the matrix day by day, oldest first. */
export async function getMatrixHistory(
  actor: Actor,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<MatrixHistory> {
  requirePermission(actor, "zones.read");
  const cube = await flowCube();
  return { items: cube.history(from, to).map(({ day, ...sums }) => ({ day: sayDay(day), ...sums })) };
}
