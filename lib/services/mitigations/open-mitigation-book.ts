import "server-only";
import { readPathFlows } from "@/lib/db/exposure/path-flow";
import { insertMitigationEvent, loadMitigations, saveStanding } from "@/lib/db/findings/mitigation";
import type { Sql } from "@/lib/db/sql";
import type { Device } from "@/lib/domain/device/device";
import { identifierKey } from "@/lib/domain/device/identifier";
import { contradictsPath } from "@/lib/domain/mitigation/contradicts-path";
import { type Contradiction, type Mitigation, termOf } from "@/lib/domain/mitigation/mitigation";
import { MitigationBook, type MitigationOutcome } from "@/lib/domain/mitigation/mitigation-book";
import type { TimeUs } from "@/lib/domain/observation";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";
import { canonicalJson } from "../inventory/canonical-json";

/** Where each of the devices stands, and what it is called; null for what is none of them. */
export interface Whereabouts {
  readonly devices: Iterable<Pick<Device, "id" | "identifiers">>;
  readonly zoneIdOf: (deviceId: string) => string | null;
  readonly nameOf: (deviceId: string) => string | null;
  readonly zoneName: (zoneId: string) => string | null;
  readonly nowUs: TimeUs;
  /** Only these devices are looked at; what was seen of others stays as the last rebuild found it. */
  readonly isPartial?: boolean;
}

/** What the mitigations add to the inputs of a rebuild: all that people said, and what time has made of it. */
export function mitigationInputs(mitigations: readonly Mitigation[], nowUs: TimeUs): unknown {
  return mitigations.map(({ contradictions: _, standing: __, ...said }) => [said, termOf(said, nowUs)]);
}

/**
 * The mitigations with what their closed paths carried since, ready to be asked device by device. Flows must have been
 * linked to devices before.
 */
export async function openMitigationBook(
  tx: Sql,
  { devices, zoneIdOf, nameOf, zoneName, nowUs, isPartial = false }: Whereabouts,
  mitigations?: readonly Mitigation[],
): Promise<MitigationBook> {
  const all = mitigations ?? (await loadMitigations(tx));
  const onPath = new Map<string, Contradiction[]>();
  const closing = all.filter((it) => it.path && termOf(it, nowUs) === "running");
  const idsOf = closing.length === 0 ? () => [] : deviceFinder(devices, zoneIdOf);
  const present = new Set<string>();
  if (closing.length > 0) for (const { id } of devices) present.add(id);
  for (const mitigation of closing) {
    const { id, path, startsAtUs, contradictions } = mitigation;
    const ids = idsOf(mitigation);
    const known = isPartial ? contradictions.filter((it) => it.kind === "flow" && !present.has(it.deviceId)) : [];
    const found = path && ids.length > 0 ? await firstContradiction(tx, path, startsAtUs, ids) : null;
    onPath.set(id, [...(found ? [found] : []), ...known]);
  }
  return new MitigationBook(all, onPath, zoneName, nowUs);

  async function firstContradiction(
    db: Sql,
    path: NonNullable<Mitigation["path"]>,
    startsAtUs: TimeUs,
    ids: readonly string[],
  ): Promise<Contradiction | null> {
    for await (const rows of readPathFlows(db, path, startsAtUs, ids)) {
      const flow = rows.find((row) => {
        const { peerDeviceId, peerIp, peerZoneId } = row;
        const peer = {
          deviceId: peerDeviceId,
          ip: peerIp,
          zoneId: peerDeviceId !== null && present.has(peerDeviceId) ? zoneIdOf(peerDeviceId) : peerZoneId,
        };
        return contradictsPath(path, startsAtUs, { ...row, direction: path.direction, peer }, zoneIdOf(row.deviceId));
      });
      if (!flow) continue;
      const { deviceId, peerDeviceId, peerIp, peerName, lastSeenUs, citation } = flow;
      const peer = (peerDeviceId === null ? null : nameOf(peerDeviceId)) ?? peerName ?? peerIp ?? "an unnamed device";
      const own = nameOf(deviceId) ?? "an unnamed device";
      const [from, to] = path.direction === "in" ? [peer, own] : [own, peer];
      const done =
        path.operations.length > 0 ? ` (${path.operations.filter((it) => flow.operations[it]).join(", ")})` : "";
      const text = `${protocolTitle(flow.protocol)}${done} from ${from} to ${to} was seen after it began.`;
      return { kind: "flow", deviceId, text, seenAtUs: lastSeenUs, citation };
    }
    return null;
  }
}

/** Devices that a mitigation is about. */
function deviceFinder(devices: Whereabouts["devices"], zoneIdOf: Whereabouts["zoneIdOf"]) {
  const byKey = new Map<string, string[]>();
  const byZone = new Map<string, string[]>();
  for (const { id, identifiers } of devices) {
    for (const key of identifiers.map(identifierKey)) byKey.set(key, [...(byKey.get(key) ?? []), id]);
    const zoneId = zoneIdOf(id);
    if (zoneId === null) continue;
    const list = byZone.get(zoneId);
    if (list) list.push(id);
    else byZone.set(zoneId, [id]);
  }
  return ({ scope, zoneId, targets }: Mitigation): string[] => {
    if (scope === "zone") return zoneId === null ? [] : (byZone.get(zoneId) ?? []);
    return [...new Set(targets.flatMap(({ anchor }) => byKey.get(identifierKey(anchor)) ?? []))];
  };
}

const WORDS: Readonly<Record<string, string>> = {
  holds: "It holds.",
  confirmed: "Confirmed: none of its findings holds any more.",
  expired: "Its time is over: it gives no credit any more.",
  "not-begun": "It has not begun yet.",
};

/** Writes what became of each mitigation, with a line in the history of those that changed. */
export async function saveMitigationOutcomes(
  tx: Sql,
  outcomes: readonly MitigationOutcome[],
  before: readonly Mitigation[],
): Promise<void> {
  const known = new Map(before.map((it) => [it.id, it]));
  for (const { mitigation, standing, contradictions } of outcomes) {
    const was = known.get(mitigation.id);
    const isSame = was?.standing === standing && canonicalJson(was.contradictions) === canonicalJson(contradictions);
    if (isSame) continue;
    await saveStanding(tx, mitigation.id, standing, contradictions);
    if (was?.standing === standing) continue;
    const text = standing === "withdrawn" ? `Credit withdrawn: ${contradictions[0]?.text}` : (WORDS[standing] ?? "");
    await insertMitigationEvent(tx, { mitigationId: mitigation.id, actor: "Sightglass", what: standing, text });
  }
}
