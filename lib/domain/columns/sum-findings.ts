import { compareText } from "../compare-text";
import type { FindingCounts, FindingGroup, FindingGrouping } from "../finding/finding-filter";
import type { FindingColumns } from "./finding-columns";

/** Findings of the mask, and how many devices they are on. */
export function countFindings(columns: FindingColumns, mask: Uint8Array): FindingCounts {
  const [all] = sumBy(columns, mask, null);
  return {
    total: all?.findings ?? 0,
    devices: all?.devices ?? 0,
    immediate: all?.immediate ?? 0,
    outOfCycle: all?.outOfCycle ?? 0,
    possible: all?.possible ?? 0,
    kev: all?.kev ?? 0,
  };
}

/** Findings of the mask added up, the group with the most urgent finding first, then the largest; zones by their ids. */
export function groupFindings(columns: FindingColumns, mask: Uint8Array, by: FindingGrouping): FindingGroup[] {
  const { texts, zones } = columns;
  const column = by === "zone" ? zones : by === "product" ? texts.product : texts.weakness;
  return sumBy(columns, mask, by)
    .map(({ code, labelCode, outOfCycle: _, ...sums }) => {
      const key = column.values[code] ?? "";
      return { key, label: by === "key" ? (texts.title.values[labelCode] ?? "") : key, ...sums };
    })
    .sort(compareGroups);
}

export function compareGroups(
  a: Pick<FindingGroup, "priority" | "findings" | "key">,
  b: Pick<FindingGroup, "priority" | "findings" | "key">,
): number {
  return b.priority - a.priority || b.findings - a.findings || compareText(a.key, b.key);
}

interface Sums {
  readonly code: number;
  /** Of the title that stands first by code point. */
  labelCode: number;
  findings: number;
  devices: number;
  affected: number;
  possible: number;
  immediate: number;
  outOfCycle: number;
  kev: number;
  cvss: number | null;
  priority: number;
}

/** One walk device by device, so that a group knows whether it has counted a device already. Groups in no order. */
function sumBy(columns: FindingColumns, mask: Uint8Array, by: FindingGrouping | null): Sums[] {
  const { texts, zones, deviceOf, isKev, cvss, priority } = columns;
  const groups: Sums[] = [];
  const groupOf: (Sums | undefined)[] = [];
  const lastDevice: number[] = [];
  const [affected, possible] = [texts.verdict.codeOf("affected"), texts.verdict.codeOf("possible")];
  const [immediate, outOfCycle] = [texts.decision.codeOf("immediate"), texts.decision.codeOf("out-of-cycle")];
  for (const row of columns.byDevice()) {
    if (mask[row] === 0) continue;
    const device = deviceOf[row] as number;
    const code = codeIn(row, device);
    let group = groupOf[code];
    if (!group) {
      group = emptyGroup(code, texts.title.codes[row] as number, priority[row] as number);
      groupOf[code] = group;
      groups.push(group);
    }
    if (lastDevice[code] !== device) {
      lastDevice[code] = device;
      group.devices++;
    }
    group.findings++;
    if (texts.verdict.codes[row] === affected) {
      group.affected++;
      if (texts.decision.codes[row] === immediate) group.immediate++;
      else if (texts.decision.codes[row] === outOfCycle) group.outOfCycle++;
    } else if (texts.verdict.codes[row] === possible) group.possible++;
    if (isKev[row] === 1) group.kev++;
    const score = cvss[row] as number;
    if (!Number.isNaN(score) && (group.cvss === null || score > group.cvss)) group.cvss = score;
    if ((priority[row] as number) > group.priority) group.priority = priority[row] as number;
    const titleCode = texts.title.codes[row] as number;
    if (titleCode !== group.labelCode) {
      const [title, known] = [texts.title.values[titleCode] ?? "", texts.title.values[group.labelCode] ?? ""];
      if (title < known) group.labelCode = titleCode;
    }
  }
  return groups;

  function codeIn(row: number, device: number): number {
    if (by === "zone") return zones.codes[device] as number;
    if (by === "product") return texts.product.codes[row] as number;
    return by === "key" ? (texts.weakness.codes[row] as number) : 0;
  }
}

function emptyGroup(code: number, labelCode: number, priority: number): Sums {
  const none = { findings: 0, devices: 0, affected: 0, possible: 0, immediate: 0, outOfCycle: 0, kev: 0 };
  return { code, labelCode, ...none, cvss: null, priority };
}
