import { grown } from "@/lib/domain/columns/text-column";
import type { Flow, FlowEnd, Flows, OperationCounts, OperationPositions, PeerNameSource } from "@/lib/domain/flow/flow";
import { PEER_NAME_SOURCES } from "@/lib/domain/flow/flow";
import type { PeerName } from "@/lib/domain/flow/peer-name";
import { SERVICE_EVIDENCE, type ServiceEvidence, type TimeUs, type Transport } from "@/lib/domain/observation";
import { TextNumbers } from "@/lib/domain/text-numbers";
import { PackedNames } from "./packed-names";

export const TRANSPORTS: readonly Transport[] = ["tcp", "udp", "sctp", "icmp", "ethernet", "ip"];

export interface Operated {
  readonly operations: OperationCounts;
  readonly operationPositions: OperationPositions;
}

/** Most flows of logs tell of no operation. */
const NOTHING_DONE: Operated = { operations: Object.freeze({}), operationPositions: Object.freeze({}) };

/** What of a flow stays as it began. */
export type FlowBeginning = Pick<Flow, "transport" | "port" | "vlan" | "position"> & {
  /** Numbers of its ends. */
  readonly from: number;
  readonly to: number;
};

/** What a record adds to a flow. */
type Counted = Pick<Flow, "packets" | "bytes" | "packetsFromResponder" | "bytesFromResponder">;

/** Columns of `counts`. */
const COUNTS = 4;

/**
 * Flows as columns: an object for each of half a million is 130 MB, which the collector of garbage walks through each
 * time. A flow is put together when it is its turn.
 */
export class PackedFlows implements Flows {
  private rows = 0;
  private readonly ends: FlowEnd[] = [];
  private readonly protocols = new TextNumbers();
  private readonly names = new PackedNames();
  /** Of the flows that tell of any. */
  private readonly operated = new Map<number, Operated>();
  private froms = new Uint32Array(0);
  private tos = new Uint32Array(0);
  private transports = new Uint8Array(0);
  /** NaN: none. */
  private ports = new Float64Array(0);
  private vlans = new Float64Array(0);
  private positions = new Float64Array(0);
  private counts = new Float64Array(0);
  /** NaN: not known. */
  private firsts = new Float64Array(0);
  private lasts = new Float64Array(0);
  private protocolNumbers = new Uint32Array(0);
  private evidences = new Uint8Array(0);
  private nameSources = new Uint8Array(0);

  get length(): number {
    return this.rows;
  }

  /** The number of a new end. */
  addEnd(end: FlowEnd): number {
    return this.ends.push(end) - 1;
  }

  get endCount(): number {
    return this.ends.length;
  }

  /** The row of a new flow, in which nothing is counted yet. */
  add(
    { from, to, transport, port, vlan, position }: FlowBeginning,
    named: Pick<Flow, "protocol" | "evidence">,
  ): number {
    const row = this.rows;
    this.rows += 1;
    if (row >= this.froms.length) this.grow(row);
    this.froms[row] = from;
    this.tos[row] = to;
    this.transports[row] = TRANSPORTS.indexOf(transport);
    this.ports[row] = port ?? Number.NaN;
    this.vlans[row] = vlan ?? Number.NaN;
    this.positions[row] = position;
    this.firsts[row] = Number.NaN;
    this.lasts[row] = Number.NaN;
    this.setProtocol(row, named);
    return row;
  }

  protocolOf(row: number): string {
    return this.protocols.text(this.protocolNumbers[row] as number);
  }

  evidenceOf(row: number): ServiceEvidence {
    return SERVICE_EVIDENCE[this.evidences[row] as number] as ServiceEvidence;
  }

  setProtocol(row: number, { protocol, evidence }: Pick<Flow, "protocol" | "evidence">): void {
    this.protocolNumbers[row] = this.protocols.of(protocol);
    this.evidences[row] = SERVICE_EVIDENCE.indexOf(evidence);
  }

  count(row: number, { packets, bytes, packetsFromResponder, bytesFromResponder }: Counted): void {
    const { counts } = this;
    const at = row * COUNTS;
    counts[at] = (counts[at] as number) + packets;
    counts[at + 1] = (counts[at + 1] as number) + bytes;
    counts[at + 2] = (counts[at + 2] as number) + packetsFromResponder;
    counts[at + 3] = (counts[at + 3] as number) + bytesFromResponder;
  }

  /** Stretches the interval of the flow; unknown times change nothing. */
  widen(row: number, fromUs: TimeUs | null, toUs: TimeUs | null): void {
    if (fromUs === null) return;
    const endUs = toUs ?? fromUs;
    // Not true of NaN, which stands for no time.
    if (!((this.firsts[row] as number) <= fromUs)) this.firsts[row] = fromUs;
    if (!((this.lasts[row] as number) >= endUs)) this.lasts[row] = endUs;
  }

  operatedOf(row: number): Operated {
    return this.operated.get(row) ?? NOTHING_DONE;
  }

  setOperated(row: number, operated: Operated): void {
    this.operated.set(row, operated);
  }

  clearOperated(row: number): void {
    this.operated.delete(row);
  }

  peerNameOf(row: number): PeerName {
    return { peerName: this.names.at(row), peerNameFrom: this.peerNameFrom(row) };
  }

  setPeerName(row: number, { peerName, peerNameFrom }: PeerName): void {
    this.names.set(row, peerName);
    this.nameSources[row] = peerNameFrom === null ? 0 : PEER_NAME_SOURCES.indexOf(peerNameFrom) + 1;
  }

  at(row: number): Flow {
    const at = row * COUNTS;
    const { operations, operationPositions } = this.operatedOf(row);
    return {
      initiator: this.ends[this.froms[row] as number] as FlowEnd,
      responder: this.ends[this.tos[row] as number] as FlowEnd,
      transport: TRANSPORTS[this.transports[row] as number] as Transport,
      port: known(this.ports[row] as number),
      protocol: this.protocolOf(row),
      evidence: this.evidenceOf(row),
      vlan: known(this.vlans[row] as number),
      packets: this.counts[at] as number,
      bytes: this.counts[at + 1] as number,
      packetsFromResponder: this.counts[at + 2] as number,
      bytesFromResponder: this.counts[at + 3] as number,
      firstSeenUs: known(this.firsts[row] as number),
      lastSeenUs: known(this.lasts[row] as number),
      position: this.positions[row] as number,
      operations,
      operationPositions,
      peerName: this.names.at(row),
      peerNameFrom: this.peerNameFrom(row),
    };
  }

  *[Symbol.iterator](): Generator<Flow> {
    for (let row = 0; row < this.rows; row += 1) yield this.at(row);
  }

  slice(from: number, to: number): Flow[] {
    const end = Math.min(to, this.rows);
    return Array.from({ length: Math.max(0, end - from) }, (_, index) => this.at(from + index));
  }

  filter(isKept: (flow: Flow) => boolean): Flows {
    const rows = new Uint32Array(this.rows);
    let kept = 0;
    for (let row = 0; row < this.rows; row += 1) if (isKept(this.at(row))) rows[kept++] = row;
    return kept === this.rows ? this : new SomeFlows(this, rows.slice(0, kept));
  }

  /** As an array's, so that whoever writes down a result writes what it says. */
  toJSON(): Flow[] {
    return [...this];
  }

  private peerNameFrom(row: number): PeerNameSource | null {
    return PEER_NAME_SOURCES[(this.nameSources[row] as number) - 1] ?? null;
  }

  private grow(row: number): void {
    this.froms = grown(this.froms, row);
    const rows = this.froms.length;
    for (const name of ["tos", "protocolNumbers"] as const) this[name] = enlarged(this[name], new Uint32Array(rows));
    for (const name of ["transports", "evidences", "nameSources"] as const)
      this[name] = enlarged(this[name], new Uint8Array(rows));
    for (const name of ["ports", "vlans", "positions", "firsts", "lasts"] as const)
      this[name] = enlarged(this[name], new Float64Array(rows));
    this.counts = enlarged(this.counts, new Float64Array(rows * COUNTS));
  }
}

/** Some flows of those that lie in columns. */
class SomeFlows implements Flows {
  constructor(
    private readonly all: PackedFlows,
    private readonly rows: Uint32Array,
  ) {}

  get length(): number {
    return this.rows.length;
  }

  *[Symbol.iterator](): Generator<Flow> {
    for (const row of this.rows) yield this.all.at(row);
  }

  slice(from: number, to: number): Flow[] {
    return Array.from(this.rows.subarray(from, to), (row) => this.all.at(row));
  }

  filter(isKept: (flow: Flow) => boolean): Flows {
    return new SomeFlows(
      this.all,
      this.rows.filter((row) => isKept(this.all.at(row))),
    );
  }

  toJSON(): Flow[] {
    return [...this];
  }
}

const known = (value: number) => (Number.isNaN(value) ? null : value);

function enlarged<Column extends Uint8Array | Uint32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
