import "server-only";
import { parse } from "csv-parse/sync";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { type ImportedLedger, requestAccess as requestShape, supplierInput } from "@/lib/contracts/suppliers";
import { writeAudit } from "@/lib/db/audit-writer";
import { findDevicesByName } from "@/lib/db/exposure/exposure-path";
import type { Sql } from "@/lib/db/sql";
import { listSupplierRows } from "@/lib/db/suppliers/supplier";
import { withTransaction } from "@/lib/db/transaction";
import { zoneNames } from "@/lib/db/zones/zone";
import { AppError } from "@/lib/domain/errors";
import { LEDGER_COLUMNS, type LedgerColumn, readFlag, readHours } from "@/lib/domain/exposure/ledger-csv";
import { countOf } from "@/lib/domain/say-count";
import { writeRequest } from "./request-access";
import { writeSupplier } from "./save-supplier";

const MAX_LINES = 5_000;
const MAX_PROBLEMS = 100;

type Line = Readonly<Partial<Record<LedgerColumn, string>>>;

/**
 * Takes the ledger's own CSV in: suppliers that are not known are added, access is asked for. Nobody's approval is
 * imported: whoever approves here says so here. What cannot be read is left out and named by its line.
 */
export async function importLedger(actor: Actor, csv: string): Promise<ImportedLedger> {
  requirePermission(actor, "access.request");
  const lines = readLines(csv);
  return withTransaction(async (tx) => {
    const suppliers = new Map((await listSupplierRows(tx)).map(({ id, name }) => [name.toLowerCase(), id]));
    const known = suppliers.size;
    const zones = new Map([...(await zoneNames(tx))].map(([id, name]) => [name.toLowerCase(), id]));
    // Of all lines at once: nothing but a walk through all devices finds one by its name in any case.
    const devices = new Map<string, { readonly id: string }[]>();
    for (const it of await findDevicesByName(tx, [...new Set(lines.flatMap((line) => listOf(line.Devices)))])) {
      const name = it.name.toLowerCase();
      const namesakes = devices.get(name);
      if (namesakes) namesakes.push(it);
      else devices.set(name, [it]);
    }
    const places = { zones, devices };
    const problems: string[] = [];
    let requests = 0;
    for (const [index, line] of lines.entries()) {
      try {
        const supplierId = await supplierOf(tx, actor, line, suppliers);
        if (!line.Tool?.trim()) continue;
        await writeRequest(tx, actor, requestOf(line, supplierId, places));
        requests += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // The heading is line 1.
        problems.push(`Line ${index + 2}: ${error.message}`);
      }
    }
    const added = suppliers.size - known;
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "ledger.imported",
      summary: `Took in a ledger of suppliers: ${countOf(added, "supplier")} added, ${requests} access asked for, ${countOf(problems.length, "line")} left out.`,
      detail: { suppliers: added, requests, problems: problems.length },
    });
    return { suppliers: added, requests, problems: problems.slice(0, MAX_PROBLEMS) };
  });
}

function readLines(csv: string): Line[] {
  let lines: Line[];
  try {
    lines = parse(csv, { bom: true, columns: true, skip_empty_lines: true, relax_column_count: true, trim: true });
  } catch {
    throw new AppError("bad-request", "This is no CSV that can be read. Export the ledger to see its columns.");
  }
  const [first] = lines;
  if (!first || !("Supplier" in first)) {
    throw new AppError("bad-request", `The first line has to name the columns: ${LEDGER_COLUMNS.join(", ")}.`);
  }
  if (lines.length > MAX_LINES) throw new AppError("too-large", `At most ${MAX_LINES} lines at once.`);
  return lines;
}

async function supplierOf(tx: Sql, actor: Actor, line: Line, known: Map<string, string>): Promise<string> {
  const name = plain(line.Supplier);
  const id = known.get(name.toLowerCase());
  if (id) return id;
  const people = listOf(line["Supplier's people"]).map((text) => {
    const open = text.endsWith(">") ? text.lastIndexOf("<") : -1;
    return open < 0
      ? { name: text, email: null }
      : { name: text.slice(0, open).trimEnd(), email: text.slice(open + 1, -1) };
  });
  const input = read(supplierInput, {
    name,
    contact: plain(line.Contact),
    contract: plain(line.Contract),
    contractUntil: plain(line["Contract until"]) || null,
    securityTerms: plain(line["Security terms"]),
    people,
  });
  const added = await writeSupplier(tx, actor, null, input);
  known.set(input.name.toLowerCase(), added);
  return added;
}

interface Places {
  /** By their names in small letters. */
  readonly zones: ReadonlyMap<string, string>;
  readonly devices: ReadonlyMap<string, readonly { readonly id: string }[]>;
}

function requestOf(line: Line, supplierId: string, { zones, devices }: Places) {
  const zoneIds = listOf(line.Zones).map(
    (name) => zones.get(name.toLowerCase()) ?? refuse(`there is no zone “${name}”`),
  );
  const deviceIds = listOf(line.Devices).map((name) => {
    const [one, ...others] = devices.get(name.toLowerCase()) ?? [];
    if (!one) return refuse(`there is no device “${name}”`);
    return others.length > 0 ? refuse(`several devices are named “${name}”`) : one.id;
  });
  const flag = (column: LedgerColumn) => {
    const value = readFlag(plain(line[column]));
    return value === undefined ? refuse(`${column} is neither yes, no nor unknown`) : value;
  };
  const hours = readHours(plain(line["Hours (UTC)"]));
  if (hours === undefined) refuse("the hours are not like “Mon Tue 08:00-17:00”");
  return read(requestShape, {
    supplierId,
    people: listOf(line.People),
    tool: plain(line.Tool),
    deviceIds,
    zoneIds,
    origins: listOf(line.From),
    reason: plain(line.Reason),
    validFrom: plain(line["Valid from (UTC)"]),
    validUntil: plain(line["Valid until (UTC)"]),
    hours,
    hasMfa: flag("MFA"),
    hasJumpHost: flag("Jump host"),
    isSharedAccount: flag("Shared account"),
  });
}

function read<Output>(
  shape: {
    safeParse(
      value: unknown,
    ):
      | { success: true; data: Output }
      | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };
  },
  value: unknown,
): Output {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse(`${String(issue?.path[0] ?? "it")}: ${issue?.message ?? "cannot be read"}`);
}

function refuse(why: string): never {
  throw new AppError("bad-request", `${why}.`);
}

/** A spreadsheet's guard against formulas is no part of the text. */
const plain = (text: string | undefined) => (text ?? "").trim().replace(/^'(?=[=+\-@])/, "");
const listOf = (text: string | undefined) =>
  plain(text)
    .split(";")
    .map((it) => it.trim())
    .filter(Boolean);
