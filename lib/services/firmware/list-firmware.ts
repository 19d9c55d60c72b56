import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FirmwarePageDto, firmwareQuery } from "@/lib/contracts/firmware";
import { findFirmwarePage, listFirmwareVersions, sumFirmware } from "@/lib/db/firmware/firmware-product";
import { listGoldenVersionsOf } from "@/lib/db/firmware/golden-version";
import { readCursor, writeCursor } from "../page-cursor";
import { presentProduct } from "./present-firmware";

/** Versions that a row draws. */
const SHOWN_VERSIONS = 12;

const position = z.tuple([z.number().int(), z.uuid()]);

/** Products with the firmware that their devices run, those of most devices first. */
export async function listFirmware(actor: Actor, query: z.output<typeof firmwareQuery>): Promise<FirmwarePageDto> {
  requirePermission(actor, "findings.read");
  const filter = { text: query.q, list: query.list };
  const [devices, id] = query.cursor === undefined ? [] : readCursor(position, query.cursor);
  const after = devices === undefined || id === undefined ? null : { devices, id };
  const [{ rows, next }, sums] = await Promise.all([findFirmwarePage(filter, after, query.limit), sumFirmware(filter)]);
  const ids = rows.map((it) => it.id);
  const [versions, golden] = await Promise.all([listFirmwareVersions(ids, SHOWN_VERSIONS), listGoldenVersionsOf(ids)]);
  return {
    items: rows.map((row) =>
      presentProduct(
        row,
        versions.filter(({ productId }) => productId === row.id),
        golden.filter(({ productId }) => productId === row.id),
      ),
    ),
    next: next && writeCursor([next.devices, next.id]),
    total: sums.products,
    sums,
  };
}
