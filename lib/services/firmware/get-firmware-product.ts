import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FirmwareProductDetailDto } from "@/lib/contracts/firmware";
import { findFirmwareProduct, listFirmwareVersions } from "@/lib/db/firmware/firmware-product";
import { listGoldenVersions } from "@/lib/db/firmware/golden-version";
import { AppError } from "@/lib/domain/errors";
import { presentGolden, presentProduct } from "./present-firmware";

const MAX_VERSIONS = 500;
const MAX_RULES = 200;

/** A product with every version that its devices run, and every golden version that was set for it. */
export async function getFirmwareProduct(actor: Actor, id: string): Promise<FirmwareProductDetailDto> {
  requirePermission(actor, "findings.read");
  const product = await findFirmwareProduct(id);
  if (!product) throw new AppError("not-found", "No device is of this product any more.");
  const [versions, history] = await Promise.all([
    listFirmwareVersions([id], MAX_VERSIONS),
    listGoldenVersions(id, MAX_RULES),
  ]);
  const golden = history.filter(({ endedAt }) => endedAt === null);
  return { ...presentProduct(product, versions, golden), history: history.map(presentGolden) };
}
