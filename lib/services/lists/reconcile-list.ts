import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ApprovedListDto, ReconcilePage, ReconcileRowDto, reconcileQuery } from "@/lib/contracts/lists";
import {
  type ApprovedListRow,
  findApprovedLists,
  loadKnownDevices,
  loadListedDevices,
} from "@/lib/db/shadow/approved-list";
import { noSuch } from "@/lib/domain/errors";
import { csvRow } from "@/lib/domain/export/csv-row";
import {
  type KnownDevice,
  RECONCILE_GROUPS,
  type ReconciledRow,
  type ReconcileGroup,
  reconcile,
} from "@/lib/domain/triage/reconcile";
import { readCursor, writeCursor } from "../page-cursor";

/** The approved lists that were imported, newest first. */
export async function listApprovedLists(actor: Actor): Promise<{ items: ApprovedListDto[] }> {
  requirePermission(actor, "devices.read");
  return { items: (await findApprovedLists()).map(presentList) };
}

/**
 * A list held against the devices of its realm, one group at a time. It is compared anew for each answer: a list has
 * some thousand rows, and what was compared a minute ago may be decided by now. Throws "not-found".
 */
export async function reconcileList(
  actor: Actor,
  id: string,
  query: z.output<typeof reconcileQuery>,
): Promise<ReconcilePage> {
  requirePermission(actor, "devices.read");
  const { list, rows } = await compare(id);
  const counts = Object.fromEntries(RECONCILE_GROUPS.map((group) => [group, 0])) as Record<ReconcileGroup, number>;
  for (const { group } of rows) counts[group] += 1;
  const own = rows.filter(({ group }) => group === query.group);
  const from = query.cursor === undefined ? 0 : readCursor(z.number().int().min(0), query.cursor);
  const to = from + query.limit;
  return {
    list: presentList(list),
    counts,
    items: own.slice(from, to).map(presentRow),
    next: to < own.length ? writeCursor(to) : null,
    total: own.length,
  };
}

/** All groups as CSV, for the people who keep the list. */
export function exportReconciled(actor: Actor, id: string): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return pieces(id);
}

async function* pieces(id: string): AsyncGenerator<string> {
  const { rows } = await compare(id);
  yield csvRow(["result", "line", "name", "listed_ip", "listed_mac", "device", "seen_ips", "seen_macs", "differences"]);
  for (const row of rows) {
    const { key, listed, device, differences, addressUsedBy } = presentRow(row);
    const remarks = [
      ...differences.map((it) => `${it.field}: listed ${it.listed}, seen ${it.seen}`),
      ...(addressUsedBy ? [`address used by ${addressUsedBy.name}`] : []),
    ];
    yield csvRow([
      row.group,
      listed?.position ?? null,
      listed?.name ?? device?.name ?? key,
      listed?.ip ?? null,
      listed?.mac ?? null,
      device?.id ?? null,
      device?.ips.join(" ") ?? null,
      device?.macs.join(" ") ?? null,
      remarks.join("\n"),
    ]);
  }
}

async function compare(id: string): Promise<{ list: ApprovedListRow; rows: ReconciledRow[] }> {
  const [list] = await findApprovedLists(Number(id));
  if (!list) throw noSuch("list");
  const [listed, devices] = await Promise.all([loadListedDevices(list.id), loadKnownDevices(list.realmId)]);
  return { list, rows: reconcile(listed, devices) };
}

function presentList({ id, fileName, format, site, realm, createdAt, rows }: ApprovedListRow): ApprovedListDto {
  return { id: String(id), fileName, format, site, realm, importedAt: createdAt, rows };
}

function presentRow({ listed, device, differences, addressUsedBy }: ReconciledRow): ReconcileRowDto {
  return {
    key: listed ? `line ${listed.position}` : `device ${device?.id}`,
    listed: listed && {
      position: listed.position,
      mac: listed.mac,
      ip: listed.ip,
      zone: listed.zone,
      name: listed.facts.name ?? null,
      product: [listed.facts.vendor, listed.facts.model].filter(Boolean).join(" ") || null,
    },
    device: device && presentDevice(device),
    differences: [...differences],
    addressUsedBy: addressUsedBy && presentDevice(addressUsedBy),
  };
}

function presentDevice({ id, name, ips, macs }: KnownDevice) {
  return { id, name, ips: [...ips], macs: [...macs] };
}
