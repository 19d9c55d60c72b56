/**
 * Recomputes every score of `sightglass export risk` from its inputs, by docs/risk.md and nothing else:
 *   node docs/recompute-risk.mjs risk.json
 */
// biome-ignore-all format: sixty lines that can be read at one sitting
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const combine = (weights) => 1 - weights.reduce((left, weight) => left * (1 - weight), 1);
/** One factor per cause: the heaviest stands for all. */
function heaviest(pairs) {
  const byCause = new Map();
  for (const [cause, weight] of pairs) byCause.set(cause, Math.max(byCause.get(cause) ?? 0, weight));
  return [...byCause.values()].sort((a, b) => b - a);
}

export function recompute(device, { likelihood: L, impact: I, parts, most, severeCvss, operations }) {
  const names = (credit, finding) => credit.findings?.includes(finding);
  const has = (test) => device.credits.some(test);
  const partOf = (finding, isAutomatable) =>
    (has((it) => it.factor === "exposure" && names(it, finding)) ? parts.lowered : 1) *
    (isAutomatable && has((it) => it.factor === "automatable" && (it.findings === null || names(it, finding)))
      ? parts.notAutomatable : 1);
  const paths = device.credits.flatMap((it) => (it.factor === "exposure" && !it.findings && it.path ? [it.path] : []));
  const closed = (test) => (paths.some((it) => it.operations.length === 0 && it.peer !== "zone" && test(it)) ? parts.lowered : 1);

  const services = device.services.map(({ door, gravity, isPossible }) => [door,
    L.service[gravity] * (isPossible ? parts.possible : 1) * partOf(`hardening service ${door}`, gravity !== "minor")]);
  const internet = device.internet.map(({ direction, protocol }) => [`${direction} ${protocol}`, L.internet[direction] *
    closed((it) => it.direction === direction && (it.protocol === null || it.protocol === protocol))]);
  const remote = device.remoteAccess.map(({ tool }) => [tool, L.remoteAccess * closed((it) => it.protocol === null)]);
  const crossZone = device.crossZone.map(({ zone, direction, protocol, isInfrastructure, operations: done }) => {
    const weigh = (gone) => L.crossZone[operations.findLast((it) => (done[it] ?? 0) > 0 && !gone.includes(it)) ??
      (isInfrastructure ? "infrastructure" : "other")] * (direction === "in" ? 1 : parts.outgoing);
    const mine = paths.filter((it) => it.direction === direction && (it.protocol === null || it.protocol === protocol) &&
      (it.peer === "anywhere" || (it.peer === "zone" && it.zone === zone)));
    const lowered = mine.map((it) => Math.max(weigh([]) * parts.lowered, it.operations.length ? weigh(it.operations) : 0));
    return [`${direction} ${zone} ${protocol}`, Math.min(weigh([]), ...lowered)];
  });
  const vulnerabilities = device.vulnerabilities.map(({ advisory, verdict, exploitation, cvss, isAutomatable }) => [advisory,
    L.vulnerability[exploitation === "none" ? (cvss >= severeCvss ? "severe" : "other") : exploitation] *
    (verdict === "possible" ? parts.possible : 1) * (isAutomatable ? 1 : parts.notAutomatable) *
    partOf(`vulnerability ${advisory}`, isAutomatable)]);
  const likelihood = combine([L.presence, L.state[device.state], ...heaviest(services), ...heaviest(internet),
    ...heaviest(remote), ...heaviest(crossZone), ...heaviest(vulnerabilities).slice(0, most.vulnerabilities),
    device.endOfSupport ? L.endOfSupport * (device.endOfSupport.isPossible ? parts.possible : 1) * partOf("hardening end-of-support", false) : 0,
    ...Array(Math.min(device.conflictCount, most.conflicts)).fill(L.conflict)]);
  const { zone, criticality, impactRole } = device;
  const impact = combine([I.device, criticality ? I.criticality[criticality] : 0, impactRole ? I.role[impactRole] : 0,
    zone ? Math.max(I.zone[zone.criticality], zone.consequence ? I.consequence[zone.consequence] : 0) : 0, zone && zone.purdueLevel !== null ? I.purdue[zone.purdueLevel] : 0]);
  return Math.round(100 * Math.sqrt(likelihood * impact));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { weights, devices } = JSON.parse(readFileSync(process.argv[2] ?? 0, "utf8"));
  const wrong = devices.filter((it) => recompute(it, weights) !== it.score);
  for (const it of wrong) console.log(`${it.id} ${it.name}: says ${it.score}, comes out at ${recompute(it, weights)}`);
  console.log(`${devices.length} devices, ${devices.length - wrong.length} scores come out the same`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
