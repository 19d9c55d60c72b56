import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { ImportOptions, ImportParser } from "../define-importer";
import { LineSplitter } from "../text/line-splitter";
import { type FlowField, flowFieldOf } from "./flow-columns";
import type { FlowValues } from "./flow-record";
import { FlowRecords } from "./flow-records";

/** Flows as yafscii prints them: a line each for people, or columns between bars (--tabular), with titles or without. */

const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}`;
const BEGINS = new RegExp(`^${TIME} `);
/** "2026-11-25 10:00:00.250 - 10:00:01.000 (0.750 sec) tcp 10.0.0.5:50001 => 10.0.0.7:502 …" */
const FLOW = new RegExp(
  String.raw`^(${TIME})(?: - [\d:.]{12} \((\d{1,12}\.\d{3}) sec\))? ([a-z]\w{0,15})(?: (\d{1,3}))?(?: \[[\d:]{1,16}\])? ([\da-f.:]{2,60}) => ([\da-f.:]{2,60})(?: (.*))?$`,
);
const COUNTS = /\((\d{1,16})\/(\d{1,16}) (?:->|<-> (\d{1,16})\/(\d{1,16}))\)/;
/** Of the first packet, and of all others. */
const FLAGS = /(?:^| )([A-Z0]{1,8})\/([A-Z0]{1,8})(?::| )/;
const VLAN = /(?:^| )vlan ([\da-f]{3,4})(?::| )/;

const TABULAR_ROW = new RegExp(`^${TIME}\\|${TIME}\\|`);
const BEFORE_MACS = "start-time end-time duration rtt proto sip sp dip dp";
const MACS = "srcMacAddress destMacAddress";
const AFTER_MACS = "iflags uflags riflags ruflags isn risn tag rtag pkt oct rpkt roct";

/** What the columns of a row without titles mean; null when the line is no such row. */
export function yafColumnsOf(line: string): readonly (FlowField | null)[] | null {
  if (!TABULAR_ROW.test(line)) return null;
  const hasMacs = /^\s*(?:[\da-f]{2}:){5}[\da-f]{2}\s*$/.test(line.split("|", 10)[9] ?? "");
  const names = hasMacs ? `${BEFORE_MACS} ${MACS} ${AFTER_MACS}` : `${BEFORE_MACS} ${AFTER_MACS}`;
  return names.split(" ").map(flowFieldOf);
}

export const beginsYafText = (text: string): boolean => BEGINS.test(text);

/** The values of a line for people; null when it is none. */
export function yafFlowOf(line: string): FlowValues | null {
  const [, start, durationSeconds, word, number, from, to, rest = ""] = FLOW.exec(line) ?? [];
  const counts = COUNTS.exec(rest);
  if (start === undefined || word === undefined || from === undefined || to === undefined || !counts) return null;
  const [, packets, bytes, reversePackets, reverseBytes] = counts;
  const hasPorts = word === "tcp" || word === "udp" || word === "sctp";
  const [sourceIp, sourcePort] = hasPorts ? endOf(from) : [from, undefined];
  const [destinationIp, destinationPort] = hasPorts ? endOf(to) : [to, undefined];
  const vlan = VLAN.exec(rest)?.[1];
  const values: Partial<Record<FlowField, string | undefined>> = {
    ...{ start, durationSeconds, protocol: number ?? word, sourceIp, sourcePort, destinationIp, destinationPort },
    ...{ packets, bytes, reversePackets, reverseBytes },
    tcpFlags: word === "tcp" ? FLAGS.exec(rest)?.slice(1).join("") : undefined,
    vlan: vlan === undefined ? undefined : String(Number.parseInt(vlan, 16)),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The port stands behind the last colon, in IPv6, too. */
function endOf(text: string): readonly [string, string] {
  const at = text.lastIndexOf(":");
  return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
}

export class YafTextParser implements ImportParser {
  private readonly flows: FlowRecords;
  private readonly lines: LineSplitter;

  constructor(options: ImportOptions) {
    this.flows = new FlowRecords(options);
    this.lines = new LineSplitter(
      (line, isWhole) => this.read(line, isWhole),
      () => this.flows.fail("malformed", "the line is longer than 1 MiB", this.lines.number),
    );
  }

  get records(): number {
    return this.flows.records;
  }

  push(chunk: Uint8Array): void {
    this.flows.bytes += chunk.length;
    this.lines.push(chunk);
  }

  finish(): DiscoveryResult {
    this.lines.finish();
    return this.flows.draft.finish({ format: "flow records", bytes: this.flows.bytes });
  }

  /** Below a flow may stand its payload, indented. */
  private read(line: string, isWhole: boolean): void {
    if (line.trim() === "" || line.startsWith(" ")) return;
    const values = yafFlowOf(line);
    if (values) this.flows.take(values, this.lines.number);
    else if (isWhole) this.flows.fail("malformed", "the line tells of no flow", this.lines.number);
    else this.flows.fail("truncated", "the last line is cut off", this.lines.number);
  }
}
