import "server-only";
import type { RulePreview } from "@/lib/contracts/triage";
import type { WaitingRow } from "@/lib/db/shadow/waiting-devices";
import { productName, titleOf } from "@/lib/domain/device/device-title";
import { parseQuery } from "@/lib/domain/query/parse-query";
import { EVERYTHING, type Query } from "@/lib/domain/query/query";
import { ruleBasis } from "@/lib/domain/triage/rule-basis";

export interface ReadRule {
  readonly query: Query;
  readonly warnings: string[];
  /** Why this can be no rule. */
  readonly problem: string | null;
}

const SPOOFABLE =
  "This rests on what devices say of themselves alone. Whoever can send frames can say the same and will be let in. Add where they stand: zone:, ip:, mac:.";

/** The rule's query, and what it rests on. */
export function readRule(text: string): ReadRule {
  const { query, error } = parseQuery(text);
  if (error) return { query: EVERYTHING, warnings: [], problem: error.message };
  const basis = ruleBasis(query);
  if (basis.isOpen) {
    return { query, warnings: [], problem: "Say what a device must have; lacking something fits nearly everything." };
  }
  if (basis.hasWords) {
    const problem =
      "Name the field for each word (vendor:, model:, name:, …): a word alone would also be found where nobody looked.";
    return { query, warnings: [], problem };
  }
  return { query, warnings: basis.isFirm ? [] : [SPOOFABLE], problem: null };
}

export function presentFitting({
  id,
  name,
  ips,
  macs,
  vendor,
  model,
  zone,
}: WaitingRow): RulePreview["devices"][number] {
  return {
    id,
    name: titleOf({ name, vendor, model, ips, macs }),
    detail: [name === null ? null : productName({ vendor, model }), ips[0] ?? macs[0], zone ?? "unzoned"]
      .filter(Boolean)
      .join(", "),
  };
}
