import type { IdentityField } from "@/lib/domain/observation";
import { countOf } from "@/lib/domain/say-count";
import type { DiscoveryDraft, Seen, Source } from "./discovery-draft";

export interface StatementBehind {
  readonly ip: string;
  /** Its protocol's words ("bacnet 501"); null when the record does not say which of the devices. */
  readonly child: string | null;
  readonly field: IdentityField;
  readonly value: string;
  readonly inferred?: boolean;
  readonly source: Source;
  readonly seen: Seen;
}

/** Statements that wait for the end of a log. */
const MAX_STATEMENTS = 200_000;

/**
 * Statements of devices behind an address, told at the end of a log: while an address speaks for one such device only,
 * that device is the endpoint itself. Where it speaks for several, what was said without a number is nobody's.
 */
export class DevicesBehind {
  private readonly statements: StatementBehind[] = [];

  add(statement: StatementBehind): void {
    if (this.statements.length < MAX_STATEMENTS) this.statements.push(statement);
  }

  /** `protocol` is whose statements they are, in the warning about those that are nobody's. */
  finish(draft: DiscoveryDraft, protocol: string): void {
    const children = new Map<string, Set<string>>();
    for (const { ip, child } of this.statements) {
      if (child === null) continue;
      const known = children.get(ip);
      if (known) known.add(child);
      else children.set(ip, new Set([child]));
    }
    let nobodys = 0;
    for (const { ip, child, field, value, inferred, source, seen } of this.statements) {
      const isGateway = (children.get(ip)?.size ?? 0) > 1;
      if (isGateway && child === null) nobodys += 1;
      else draft.identity(source, seen, { mac: null, ip, child: isGateway ? child : null }, { field, value, inferred });
    }
    this.statements.length = 0;
    if (nobodys === 0) return;
    draft.warnings.push(
      `${countOf(nobodys, "statement")} of ${protocol} were left out: several devices speak through one address, and these records do not say which of them.`,
    );
  }
}
