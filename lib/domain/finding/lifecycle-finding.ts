import { type DeviceLifecycle, lastSupportedDay, supportEndsUs } from "../lifecycle/lifecycle";
import type { EndOfSupport } from "../risk/risk";
import { uuidOf } from "../uuid-of";
import { type DeviceCircumstances, type JudgedFinding, withCircumstances } from "./build-findings";

export const END_OF_SUPPORT = "end-of-support";
const POINTS = 40;

/** The finding that nobody fixes the device's weaknesses any more; none while its support goes on. */
export function lifecycleFindings(
  lifecycle: DeviceLifecycle | null,
  circumstances: DeviceCircumstances,
  nowUs: number,
): JudgedFinding[] {
  const endsUs = lifecycle && supportEndsUs(lifecycle);
  if (lifecycle === null || endsUs === null || endsUs > nowUs) return [];
  const source = "no fix will come for what is found in it from now on";
  const said = lifecycle.source === null ? lifecycle.place : `${lifecycle.source} (${lifecycle.place})`;
  return [
    withCircumstances(
      {
        id: uuidOf(`finding|${circumstances.deviceId}|hardening|${END_OF_SUPPORT}`),
        deviceId: circumstances.deviceId,
        kind: "hardening",
        key: END_OF_SUPPORT,
        title: `Its vendor's support ended on ${lastSupportedDay(lifecycle)}`,
        verdict: lifecycle.isPossible ? "possible" : "affected",
        confidence: null,
        question: lifecycle.isPossible ? "Which firmware version does it run? The dates hold for some only." : null,
        product: circumstances.product,
        cves: [],
        cvss: null,
        epss: null,
        isKev: false,
        exploitation: "none",
        fix: null,
        detail: {
          verdict: null,
          because: `${lifecycle.because}; ${said}`,
          alternative: "a product that is still supported; until then a zone of its own with few conduits",
          weakness: [
            { name: "Exploitation", value: "none", source: "a state, not a vulnerability that is exploited" },
            { name: "Automatable", value: "no", source },
            { name: "Technical impact", value: "partial", source },
          ],
          points: [{ label: "No fixes any more", points: POINTS }],
          facts: [],
          citation: null,
        },
      },
      circumstances,
    ),
  ];
}

/** What the risk counts of it: nothing once a person said that it does not hold for the device. */
export function knownEndOfSupport(
  findings: readonly Pick<JudgedFinding, "kind" | "key" | "title" | "verdict" | "detail">[],
): EndOfSupport | null {
  const found = findings.find((it) => it.kind === "hardening" && it.key === END_OF_SUPPORT);
  if (!found || found.verdict === "not-affected") return null;
  return { because: `${found.title}: ${found.detail.because}`, isPossible: found.verdict === "possible" };
}
