import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { csvRow } from "@/lib/domain/export/csv-row";
import { LEDGER_COLUMNS, sayFlag, sayHours } from "@/lib/domain/exposure/ledger-csv";
import { loadLedger } from "./load-ledger";

/** The ledger as CSV, one line for each access: what `importLedger` reads. */
export function exportLedger(actor: Actor): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return pieces(actor);
}

async function* pieces(actor: Actor): AsyncGenerator<string> {
  const { entries } = await loadLedger(actor);
  yield csvRow(LEDGER_COLUMNS);
  for (const { supplier, grants } of entries) {
    const { name, contact, contract, contractUntil, securityTerms, people } = supplier;
    const known = people.map((it) => (it.email ? `${it.name} <${it.email}>` : it.name)).join("; ");
    const head = [name, contact, contract, contractUntil, securityTerms, known];
    if (grants.length === 0) yield csvRow([...head, ...LEDGER_COLUMNS.slice(head.length).map(() => null)]);
    for (const { grant: it } of grants) {
      yield csvRow([
        ...head,
        ...[it.tool, it.people.join("; "), it.devices.map(({ name: device }) => device).join("; ")],
        ...[it.zones.map(({ name: zone }) => zone).join("; "), it.origins.join("; "), it.reason],
        ...[it.validFrom, it.validUntil, sayHours(it.hours), sayFlag(it.hasMfa), sayFlag(it.hasJumpHost)],
        ...[sayFlag(it.isSharedAccount), it.standing, it.requestedBy, it.decidedBy],
      ]);
    }
  }
}
