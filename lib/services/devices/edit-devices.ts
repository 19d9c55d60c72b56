import "server-only";
import { Readable } from "node:stream";
import { setImmediate as yieldToOthers } from "node:timers/promises";
import { parse } from "csv-parse";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceEdits } from "@/lib/contracts/device-edits";
import type { Decide } from "@/lib/contracts/devices";
import { listCustomFields } from "@/lib/db/devices/custom-field";
import { findEditableDevices } from "@/lib/db/devices/editable-device";
import { listZoneRows } from "@/lib/db/zones/zone";
import { cleanText } from "@/lib/domain/clean-text";
import {
  type Edit,
  type EditedCell,
  type EditedRow,
  type ReadEdits,
  readEditsInPieces,
} from "@/lib/domain/device/edit-rows";
import { AppError } from "@/lib/domain/errors";
import { findDialect } from "@/lib/ingest/csv/delimiter";
import { textPieces } from "@/lib/ingest/csv/text-pieces";
import { decodeList } from "@/lib/ingest/text/decode-list";
import { decideTogether } from "../decisions/decide-devices";
import { inParts } from "../decisions/in-parts";
import { inPauses } from "../in-pauses";

const MAX_ROWS = 100_000;
const MAX_SHOWN = 500;

/** What the edited CSV would change; nothing is kept. */
export async function previewDeviceEdits(actor: Actor, bytes: Uint8Array): Promise<DeviceEdits> {
  requirePermission(actor, "devices.annotate");
  return present(await read(bytes), null);
}

/** Changes what the edited CSV says, in one transaction and one group that can be undone. */
export async function applyDeviceEdits(actor: Actor, bytes: Uint8Array, reason: string): Promise<DeviceEdits> {
  requirePermission(actor, "devices.annotate");
  const edits = await read(bytes);
  if (edits.cells.length === 0) return present(edits, null);
  const { groupId } = await decideTogether(actor, decisionsOf(edits.cells, reason));
  return present(edits, groupId);
}

async function read(bytes: Uint8Array): Promise<ReadEdits> {
  const { titles, records } = await recordsOf(bytes);
  const idAt = titles.lastIndexOf("Id");
  const ids = records.flatMap(({ record }) => {
    const id = cleanText(record[idAt] ?? "", 2_000)
      .trim()
      .toLowerCase();
    return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? [id] : [];
  });
  const [devices, zones, customFields] = await Promise.all([
    findEditableDevices(ids),
    listZoneRows(),
    listCustomFields(),
  ]);
  const context = { devices: new Map(devices.map((it) => [it.id, it])), zones, customFields };
  return inPauses(readEditsInPieces(rowsOf(titles, records), context));
}

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** Text that is taken apart from one pause to the next: some milliseconds. */
const TEXT_AT_ONCE = 64 * 1024;

async function* piecesOf(text: string): AsyncGenerator<string> {
  for (const piece of textPieces(text, TEXT_AT_ONCE)) {
    yield piece;
    await yieldToOthers();
  }
}

async function recordsOf(bytes: Uint8Array): Promise<{ titles: string[]; records: CsvRecord[] }> {
  const text = decodeList(bytes);
  const { delimiter, skip } = findDialect(text);
  const records: CsvRecord[] = [];
  try {
    const parser = parse({ delimiter, info: true, relax_column_count: true, skip_empty_lines: true });
    for await (const record of Readable.from(piecesOf(text.slice(skip))).pipe(parser)) {
      records.push(record);
      if (records.length > MAX_ROWS + 1) break;
    }
  } catch (cause) {
    throw new AppError("unsupported-format", "The file is no CSV. Edit the one that the device list gives.", { cause });
  }
  const [head, ...rows] = records;
  const titles = head?.record.map((it) => cleanText(it, 100).trim()) ?? [];
  if (!titles.includes("Id"))
    throw new AppError("unsupported-format", "The file has no column Id. Edit the CSV that the device list gives.");
  if (rows.length > MAX_ROWS)
    throw new AppError("too-large", `The file has more than ${MAX_ROWS.toLocaleString("en-US")} rows. Split it.`);
  return { titles, records: rows };
}

function* rowsOf(titles: readonly string[], records: readonly CsvRecord[]): Generator<EditedRow> {
  for (const { record, info } of records) {
    const cells = new Map(titles.map((title, at) => [title, cleanText(record[at] ?? "", 2_000)]));
    yield { line: info.lines, cells };
  }
}

/** The same edit of many devices is one decision. */
function decisionsOf(cells: readonly EditedCell[], reason: string): Decide[] {
  const groups = new Map<string, { edit: Edit; deviceIds: string[] }>();
  for (const { edit, deviceId } of cells) {
    const key = JSON.stringify(edit);
    const group = groups.get(key) ?? { edit, deviceIds: [] };
    groups.set(key, group);
    group.deviceIds.push(deviceId);
  }
  return [...groups.values()].flatMap(({ edit, deviceIds }) =>
    inParts(deviceIds).map((part) => decisionOf(edit, part, reason)),
  );
}

function decisionOf(edit: Edit, deviceIds: string[], reason: string): Decide {
  switch (edit.kind) {
    case "state":
      return { kind: "state", deviceIds, state: edit.state, reason, expiresAt: null };
    case "zone":
      return { kind: "zone", deviceIds, zoneId: edit.zoneId, reason };
    case "pin":
      return { kind: "pin", deviceIds, field: edit.field, value: edit.value, reason };
    case "tag":
      return { kind: "tag", deviceIds, add: [...edit.add], remove: [...edit.remove], reason };
    default:
      return { kind: "custom", deviceIds, key: edit.key, value: edit.value, reason };
  }
}

function present({ cells, problems }: ReadEdits, groupId: string | null): DeviceEdits {
  return {
    changes: cells.slice(0, MAX_SHOWN).map(({ edit, ...it }) => it),
    changeCount: cells.length,
    deviceCount: new Set(cells.map(({ deviceId }) => deviceId)).size,
    problems: problems.slice(0, MAX_SHOWN).map((it) => ({ ...it })),
    problemCount: problems.length,
    groupId,
  };
}
