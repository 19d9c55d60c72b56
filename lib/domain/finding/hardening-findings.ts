import { compareText } from "../compare-text";
import type { Device } from "../device/device";
import { doorsOf } from "../risk/doors";
import { type Gravity, insecureFacts } from "../service/insecure-services";
import { uuidOf } from "../uuid-of";
import type { DecisionInput, DeviceCircumstances, JudgedFinding } from "./build-findings";
import { withCircumstances } from "./build-findings";

const POINTS: Readonly<Record<Gravity, number>> = { grave: 90, serious: 60, minor: 20 };

/** What a weak service hands over decides like a vulnerability's technical impact; that anybody can use it is known. */
const WEAKNESS: Readonly<Record<Gravity, readonly DecisionInput[]>> = {
  grave: weaknessOf("yes", "total", "it hands over full control or a password"),
  serious: weaknessOf("yes", "total", "it hands over control or data"),
  minor: weaknessOf("no", "partial", "it gives a foothold"),
};

/** One finding per insecure protocol that the device answers, with what to use instead. */
export function hardeningFindings(device: Device, circumstances: DeviceCircumstances): JudgedFinding[] {
  return doorsOf(device.services).flatMap(({ key, name, services }): JudgedFinding[] => {
    const facts = services.flatMap((service) => insecureFacts(service).map((fact) => ({ fact, service })));
    const worst = facts.sort(
      (a, b) => POINTS[b.fact.gravity] - POINTS[a.fact.gravity] || compareText(a.fact.why, b.fact.why),
    )[0];
    if (!worst) return [];
    const isPossible = services.every((service) => service.evidence === "port-only");
    const reasons = [...new Set(facts.map(({ fact }) => fact.why))];
    const { gravity, secureAlternative } = worst.fact;
    return [
      withCircumstances(
        {
          id: uuidOf(`finding|${device.id}|hardening|service ${key}`),
          deviceId: device.id,
          kind: "hardening",
          key: `service ${key}`,
          title: `${name}: ${worst.fact.why}`,
          verdict: isPossible ? "possible" : "affected",
          confidence: null,
          question: isPossible ? "Only the port suggests this service. Does it run?" : null,
          product: circumstances.product,
          cves: [],
          cvss: null,
          epss: null,
          isKev: false,
          exploitation: "none",
          fix: secureAlternative,
          detail: {
            verdict: null,
            because: reasons.join("; "),
            alternative: secureAlternative,
            weakness: WEAKNESS[gravity],
            points: [{ label: "What the service hands over", points: POINTS[gravity] }],
            facts: [],
            citation: worst.service.citation,
          },
        },
        circumstances,
      ),
    ];
  });
}

function weaknessOf(automatable: "yes" | "no", impact: "partial" | "total", source: string): DecisionInput[] {
  return [
    { name: "Exploitation", value: "none", source: "a way of working, not a vulnerability that is exploited" },
    { name: "Automatable", value: automatable, source },
    { name: "Technical impact", value: impact, source },
  ];
}
