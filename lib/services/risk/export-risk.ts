import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { readRiskInputs } from "@/lib/db/devices/risk-input";
import { RISK_WEIGHTS, riskFacts } from "@/lib/domain/risk/risk-facts";
import { riskInputOf } from "@/lib/domain/risk/risk-input";

/** The weights, and all that each device's score is computed from, as one JSON document piece by piece. */
export function exportRisk(actor: Actor): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return pieces();
}

async function* pieces(): AsyncGenerator<string> {
  yield `{"weights":${JSON.stringify(RISK_WEIGHTS)},\n"devices":[`;
  let separator = "\n";
  for await (const rows of readRiskInputs({ isLiving: false })) {
    for (const { id, name, score, band, device, zone, circumstances } of rows) {
      const facts = riskFacts(riskInputOf(device, zone, circumstances));
      yield separator + JSON.stringify({ id, name, score, band, ...facts });
      separator = ",\n";
    }
  }
  yield "\n]}\n";
}
