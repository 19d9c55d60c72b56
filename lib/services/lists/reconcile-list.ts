import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ApprovedListDto, ReconcilePage, ReconcileRowDto, reconcileQuery } from "@/lib/contracts/lists";
import { type ApprovedListRow, findApprovedLists, loadShownDevices } from "@/lib/db/shadow/approved-list";
import { noSuch } from "@/lib/domain/errors";
import { csvRow } from "@/lib/domain/export/csv-row";
import type { HeldList } from "@/lib/domain/triage/held-list";
import type { ReconciledRow } from "@/lib/domain/triage/reconcile";
import { readCursor, writeCursor } from "../page-cursor";
import { heldList } from "./followed-list";

/** The approved lists that were imported, newest first. */
export async function listApprovedLists(actor: Actor): Promise<{ items: ApprovedListDto[] }> {
  requirePermission(actor, "devices.read");
  return { items: (await findApprovedLists()).map(presentList) };
}

/** Where a page begins: how many rows of the group stand before it; of devices on no row, the id of the last one. */
const position = z.union([z.number().int().min(0), z.uuid()]);

/** A list held against the devices of its realm, one group at a time. Throws "not-found". */
export async function reconcileList(
  actor: Actor,
  id: string,
  query: z.output<typeof reconcileQuery>,
): Promise<ReconcilePage> {
  requirePermission(actor, "devices.read");
  const list = await requireList(id);
  const held = await heldList(list);
  const after = query.cursor === undefined ? null : readCursor(position, query.cursor);
  const { rows, next } = pageOf(held, query, after);
  const counts = { ...held.counts };
  return {
    list: presentList(list),
    counts,
    items: await presentRows(rows),
    next: next === null ? null : writeCursor(next),
    total: counts[query.group],
  };
}

function pageOf(
  held: HeldList,
  { group, limit }: Pick<z.output<typeof reconcileQuery>, "group" | "limit">,
  after: z.output<typeof position> | null,
): { readonly rows: ReconciledRow[]; readonly next: z.output<typeof position> | null } {
  if (group === "unlisted") {
    const rows = held.unlisted(typeof after === "string" ? after : null, limit + 1);
    const shown = rows.slice(0, limit);
    return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.deviceId ?? null) : null };
  }
  const from = typeof after === "number" ? after : 0;
  const own = held.listed(group);
  const to = from + limit;
  return { rows: own.slice(from, to), next: to < own.length ? to : null };
}

/** All groups as CSV, for the people who keep the list. */
export function exportReconciled(actor: Actor, id: string): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return pieces(id);
}

const EXPORTED_AT_ONCE = 1_000;

async function* pieces(id: string): AsyncGenerator<string> {
  const held = await heldList(await requireList(id));
  yield csvRow(["result", "line", "name", "listed_ip", "listed_mac", "device", "seen_ips", "seen_macs", "differences"]);
  const listed = held.all();
  for (let at = 0; at < listed.length; at += EXPORTED_AT_ONCE) {
    yield await csvRows(listed.slice(at, at + EXPORTED_AT_ONCE));
  }
  for (let after: string | null = null; ; ) {
    const rows: ReconciledRow[] = held.unlisted(after, EXPORTED_AT_ONCE);
    yield await csvRows(rows);
    if (rows.length < EXPORTED_AT_ONCE) return;
    after = rows.at(-1)?.deviceId ?? null;
  }
}

async function csvRows(rows: readonly ReconciledRow[]): Promise<string> {
  const presented = await presentRows(rows);
  return presented
    .map(({ key, listed, device, differences, addressUsedBy }, at) => {
      const remarks = [
        ...differences.map((it) => `${it.field}: listed ${it.listed}, seen ${it.seen}`),
        ...(addressUsedBy ? [`address used by ${addressUsedBy.name}`] : []),
      ];
      return csvRow([
        rows[at]?.group ?? null,
        listed?.position ?? null,
        listed?.name ?? device?.name ?? key,
        listed?.ip ?? null,
        listed?.mac ?? null,
        device?.id ?? null,
        device?.ips.join(" ") ?? null,
        device?.macs.join(" ") ?? null,
        remarks.join("\n"),
      ]);
    })
    .join("");
}

async function requireList(id: string): Promise<ApprovedListRow> {
  const [list] = await findApprovedLists(Number(id));
  if (!list) throw noSuch("list");
  return list;
}

function presentList({ id, fileName, format, site, realm, createdAt, rows }: ApprovedListRow): ApprovedListDto {
  return { id: String(id), fileName, format, site, realm, importedAt: createdAt, rows };
}

async function presentRows(rows: readonly ReconciledRow[]): Promise<ReconcileRowDto[]> {
  const devices = await loadShownDevices(rows.flatMap((it) => [it.deviceId ?? [], it.addressUserId ?? []].flat()));
  const deviceOf = (id: string | null) => (id === null ? null : (devices.get(id) ?? null));
  return rows.map(({ listed, deviceId, differences, addressUserId }) => ({
    key: listed ? `line ${listed.position}` : `device ${deviceId}`,
    listed: listed && {
      position: listed.position,
      mac: listed.mac,
      ip: listed.ip,
      zone: listed.zone,
      name: listed.facts.name ?? null,
      product: [listed.facts.vendor, listed.facts.model].filter(Boolean).join(" ") || null,
    },
    device: deviceOf(deviceId),
    differences: [...differences],
    addressUsedBy: deviceOf(addressUserId),
  }));
}
