import type { Device } from "../device/device";
import { identifierKey } from "../device/identifier";
import type { JudgedFinding } from "../finding/build-findings";
import type { TimeUs } from "../observation";
import type { ContactPath, RiskCredit } from "../risk/risk";
import { type Contradiction, type Mitigation, type Standing, termOf } from "./mitigation";
import { sayMitigation } from "./say-mitigation";

/** What is said of a mitigation after all devices were looked at. */
export interface MitigationOutcome {
  readonly mitigation: Mitigation;
  readonly standing: Standing;
  readonly contradictions: readonly Contradiction[];
}

type Weakness = Pick<JudgedFinding, "kind" | "key" | "verdict" | "title">;

/** Shown of each mitigation; one is enough to withdraw it. */
const MAX_CONTRADICTIONS = 20;

/**
 * Which mitigations hold on which device. Filled device by device in a rebuild, then asked what became of each. What was
 * seen on a closed path withdraws the whole mitigation, since the path is open; a patch that one device still lacks is
 * withdrawn there alone.
 */
export class MitigationBook {
  private readonly byAnchor = new Map<string, Mitigation[]>();
  private readonly byZone = new Map<string, Mitigation[]>();
  private readonly found = new Map<string, Contradiction[]>();
  /** Of patches: devices looked at whose findings still hold. */
  private readonly stillOpen = new Map<string, number>();
  private readonly lookedAt = new Set<string>();

  constructor(
    private readonly mitigations: readonly Mitigation[],
    /** What was seen on closed paths, by mitigation. */
    private readonly onPath: ReadonlyMap<string, readonly Contradiction[]>,
    private readonly zoneName: (zoneId: string) => string | null,
    private readonly nowUs: TimeUs,
  ) {
    for (const it of mitigations) {
      if (termOf(it, nowUs) !== "running") continue;
      if (it.zoneId !== null && it.scope === "zone") append(this.byZone, it.zoneId, it);
      for (const key of new Set(it.targets.map(({ anchor }) => identifierKey(anchor)))) append(this.byAnchor, key, it);
    }
  }

  /** Credits of the mitigations that hold on the device, in the order in which they began. */
  creditsOf(device: Device, zoneId: string | null, findings: readonly Weakness[]): RiskCredit[] {
    if (this.byAnchor.size === 0 && this.byZone.size === 0) return [];
    const keys = new Set(device.identifiers.map(identifierKey));
    const mine = new Set([
      ...(zoneId === null ? [] : (this.byZone.get(zoneId) ?? [])),
      ...[...keys].flatMap((key) => this.byAnchor.get(key) ?? []),
    ]);
    return [...mine]
      .sort((a, b) => a.startsAtUs - b.startsAtUs || (a.id < b.id ? -1 : 1))
      .flatMap((it) => this.creditOf(it, device, keys, findings));
  }

  private creditOf(
    mitigation: Mitigation,
    device: Device,
    keys: ReadonlySet<string>,
    findings: readonly Weakness[],
  ): RiskCredit[] {
    const { id, kind, title, factor, path, scope, targets } = mitigation;
    this.lookedAt.add(id);
    const named = targets.flatMap(({ anchor, finding }) =>
      finding !== null && keys.has(identifierKey(anchor)) ? [finding] : [],
    );
    if (kind === "patch") {
      const open = findings.filter((it) => it.verdict !== "not-affected" && named.includes(`${it.kind} ${it.key}`));
      if (open.length === 0) return [];
      this.stillOpen.set(id, (this.stillOpen.get(id) ?? 0) + 1);
      const contradiction = this.oldFirmware(mitigation, device, open[0] as Weakness);
      if (contradiction) {
        append(this.found, id, contradiction);
        return [];
      }
    }
    if ((this.onPath.get(id) ?? []).length > 0) return [];
    return [
      {
        id,
        title,
        because: sayMitigation(mitigation),
        factor,
        findings: scope === "findings" ? named : null,
        path: path && this.contactPath(path),
      },
    ];
  }

  /** The device said after the patch that it still runs what the finding is about. */
  private oldFirmware(
    { startsAtUs }: Mitigation,
    { id, fields }: Device,
    { verdict, title }: Weakness,
  ): Contradiction | null {
    const { firmware } = fields;
    if (!firmware || firmware.isPinned || verdict !== "affected") return null;
    const { lastSeenUs, citation, protocol } = firmware.claim;
    if (lastSeenUs === null || lastSeenUs <= startsAtUs) return null;
    const text = `It still stated firmware ${firmware.value} (${protocol}) after the patch; ${title} applies to that.`;
    return { kind: "firmware", deviceId: id, text, seenAtUs: lastSeenUs, citation };
  }

  private contactPath(path: NonNullable<Mitigation["path"]>): ContactPath {
    const { direction, peer, zoneId, protocol, operations } = path;
    return { direction, peer, zone: zoneId === null ? null : this.zoneName(zoneId), protocol, operations };
  }

  /** What became of each mitigation. When only some devices were looked at (`isPartial`), only of theirs. */
  outcomes(isPartial: ReadonlySet<string> | null = null): MitigationOutcome[] {
    return this.mitigations.flatMap((mitigation): MitigationOutcome[] => {
      const { id, kind } = mitigation;
      const term = termOf(mitigation, this.nowUs);
      if (term !== "running") return [{ mitigation, standing: term, contradictions: mitigation.contradictions }];
      if (isPartial && !this.lookedAt.has(id)) return [];
      const elsewhere = isPartial
        ? mitigation.contradictions.filter((it) => it.kind === "firmware" && !isPartial.has(it.deviceId))
        : [];
      const contradictions = [...(this.onPath.get(id) ?? []), ...(this.found.get(id) ?? []), ...elsewhere].slice(
        0,
        MAX_CONTRADICTIONS,
      );
      if (contradictions.length > 0) return [{ mitigation, standing: "withdrawn", contradictions }];
      const isDone = kind === "patch" && this.lookedAt.has(id) && !this.stillOpen.has(id);
      const isConfirmed = isDone && (!isPartial || mitigation.standing === "confirmed");
      return [{ mitigation, standing: isConfirmed ? "confirmed" : "holds", contradictions }];
    });
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
