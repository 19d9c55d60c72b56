import { IdColumn } from "../columns/id-column";
import { grown } from "../columns/text-column";
import { type Origin, SERVICE_EVIDENCE, type ServiceEvidence, type TimeUs, type Transport } from "../observation";
import { TextNumbers } from "../text-numbers";
import { type FlowEnd, type OperationCounts, PEER_NAME_SOURCES, type PeerNameSource } from "./flow";
import type { Conversation, LinkedFlow } from "./fold-conversations";
import { surerName } from "./peer-name";
import { isBefore, sumOf } from "./sums";

/** Columns of numbers, where 0 stands for none and others are raised by one. */
const [INITIATOR, RESPONDER, INITIATOR_DEVICE, RESPONDER_DEVICE, TRANSPORT, PORT] = [0, 1, 2, 3, 4, 5];
const [PROTOCOL, EVIDENCE, PEER_NAME, PEER_NAME_FROM, ORIGIN, NUMBERS] = [6, 7, 8, 9, 10, 11];
/** Columns of sums; times that are not known are NaN. */
const [FLOWS, PACKETS, BYTES, PACKETS_BACK, FIRST, LAST, POSITION, SUMS] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Most flows tell of no operation. */
const NO_OPERATIONS: OperationCounts = Object.freeze({});

/**
 * Conversations as columns: as objects half a million take 160 MB, and a collection of garbage walks through all of them.
 * One is put together when it is its turn. Filled by `ConversationFolder`.
 */
export class PackedConversations implements Iterable<Conversation> {
  #rows = 0;
  #numbers = new Uint32Array(0);
  #sums = new Float64Array(0);
  readonly #ids = new IdColumn();
  /** Rows in the order of their ids. */
  #order = new Uint32Array(0);
  readonly #texts = new TextNumbers();
  readonly #devices = new TextNumbers();
  readonly #ends: FlowEnd[] = [];
  readonly #endNumbers = new Map<string, number>();
  readonly #origins: Origin[] = [];
  /** Of the conversations that tell of any. */
  readonly #operations = new Map<number, OperationCounts>();
  #ofDevices: RowsOfDevices | null = null;

  get length(): number {
    return this.#rows;
  }

  /** The number of a text in keys; 0 for none. */
  numberOf(text: string | null): number {
    return text === null || text === "" ? 0 : this.#texts.of(text) + 1;
  }

  numberOfDevice(id: string | null): number {
    return id === null ? 0 : this.#devices.of(id) + 1;
  }

  /** The row of a new conversation, in which nothing is added up yet but that it begins with this flow. */
  begin({ flow, citation, initiatorDeviceId, responderDeviceId }: LinkedFlow): number {
    const row = this.#rows++;
    const at = row * NUMBERS;
    if (at + NUMBERS > this.#numbers.length) this.#numbers = grown(this.#numbers, at + NUMBERS);
    if ((row + 1) * SUMS > this.#sums.length) this.#sums = grown(this.#sums, (row + 1) * SUMS);
    const numbers = this.#numbers;
    numbers[at + INITIATOR_DEVICE] = this.numberOfDevice(initiatorDeviceId);
    numbers[at + RESPONDER_DEVICE] = this.numberOfDevice(responderDeviceId);
    numbers[at + TRANSPORT] = this.numberOf(flow.transport);
    numbers[at + PORT] = flow.port === null ? 0 : flow.port + 1;
    numbers[at + PROTOCOL] = this.numberOf(flow.protocol);
    numbers[at + EVIDENCE] = SERVICE_EVIDENCE.indexOf(flow.evidence);
    numbers[at + PEER_NAME] = this.numberOf(flow.peerName);
    numbers[at + PEER_NAME_FROM] = numberOfSource(flow.peerNameFrom);
    this.#sums[row * SUMS + FIRST] = flow.firstSeenUs ?? Number.NaN;
    this.#sums[row * SUMS + LAST] = flow.lastSeenUs ?? Number.NaN;
    this.#beginsWith(row, flow, citation);
    return row;
  }

  /** Adds the flow, which may be the one that the conversation was begun with. */
  add(row: number, { flow, citation, flows = 1 }: LinkedFlow): void {
    const [at, sums] = [row * SUMS, this.#sums];
    const sum = { firstSeenUs: known(sums[at + FIRST]), citation: this.#citationOf(row) };
    if (isBefore(flow.firstSeenUs, citation, sum)) this.#beginsWith(row, flow, citation);
    sums[at + FLOWS] = (sums[at + FLOWS] as number) + flows;
    sums[at + PACKETS] = (sums[at + PACKETS] as number) + flow.packets;
    sums[at + BYTES] = (sums[at + BYTES] as number) + flow.bytes;
    sums[at + PACKETS_BACK] = (sums[at + PACKETS_BACK] as number) + flow.packetsFromResponder;
    // Not true of NaN, which stands for no time.
    if (flow.firstSeenUs !== null && !((sums[at + FIRST] as number) <= flow.firstSeenUs))
      sums[at + FIRST] = flow.firstSeenUs;
    if (flow.lastSeenUs !== null && !((sums[at + LAST] as number) >= flow.lastSeenUs))
      sums[at + LAST] = flow.lastSeenUs;
    this.#addNames(row, flow);
    const operations = this.#operations.get(row);
    if (!operations && Object.keys(flow.operations).length === 0) return;
    this.#operations.set(row, sumOf(operations ?? NO_OPERATIONS, flow.operations));
  }

  /** Gives each its id, and puts them in the order of these. What is only needed to add further ones is let go. */
  finish(idOf: (conversation: Conversation) => string): this {
    for (let row = 0; row < this.#rows; row++) this.#ids.set(row, idOf(this.#at(row, "")));
    this.#order = Uint32Array.from({ length: this.#rows }, (_, row) => row).sort((a, b) => this.#ids.compare(a, b));
    this.#texts.seal();
    this.#endNumbers.clear();
    return this;
  }

  *[Symbol.iterator](): Generator<Conversation> {
    for (const row of this.#order) yield this.#at(row, this.#ids.textOf(row));
  }

  /** The conversations at one end of which the device stands, and not at both. */
  ofDevice(deviceId: string): Conversation[] {
    this.#ofDevices ??= this.#rowsOfDevices();
    const number = this.#devices.find(deviceId);
    return Array.from(this.#ofDevices.of(number), (row) => this.#at(row, this.#ids.textOf(row)));
  }

  #rowsOfDevices(): RowsOfDevices {
    return new RowsOfDevices(this.#devices.count, this.#order, (row) => {
      const at = row * NUMBERS;
      return [
        (this.#numbers[at + INITIATOR_DEVICE] as number) - 1,
        (this.#numbers[at + RESPONDER_DEVICE] as number) - 1,
      ];
    });
  }

  #at(row: number, id: string): Conversation {
    const [at, sum] = [row * NUMBERS, row * SUMS];
    const [numbers, sums] = [this.#numbers, this.#sums];
    const port = numbers[at + PORT] as number;
    const citation = this.#citationOf(row);
    return {
      id,
      transport: this.#text(numbers[at + TRANSPORT]) as Transport,
      port: port === 0 ? null : port - 1,
      protocol: this.#text(numbers[at + PROTOCOL]) ?? "",
      evidence: SERVICE_EVIDENCE[numbers[at + EVIDENCE] as number] as ServiceEvidence,
      packets: sums[sum + PACKETS] as number,
      bytes: sums[sum + BYTES] as number,
      packetsFromResponder: sums[sum + PACKETS_BACK] as number,
      firstSeenUs: known(sums[sum + FIRST]),
      lastSeenUs: known(sums[sum + LAST]),
      operations: this.#operations.get(row) ?? NO_OPERATIONS,
      peerName: this.#text(numbers[at + PEER_NAME]),
      peerNameFrom: sourceOf(numbers[at + PEER_NAME_FROM]),
      initiator: this.#ends[numbers[at + INITIATOR] as number] as FlowEnd,
      responder: this.#ends[numbers[at + RESPONDER] as number] as FlowEnd,
      realm: citation.realm,
      citation,
      initiatorDeviceId: this.#deviceId(numbers[at + INITIATOR_DEVICE]),
      responderDeviceId: this.#deviceId(numbers[at + RESPONDER_DEVICE]),
      flows: sums[sum + FLOWS] as number,
    };
  }

  #beginsWith(row: number, flow: LinkedFlow["flow"], citation: LinkedFlow["citation"]): void {
    const at = row * NUMBERS;
    this.#numbers[at + INITIATOR] = this.#endNumber(flow.initiator);
    this.#numbers[at + RESPONDER] = this.#endNumber(flow.responder);
    this.#numbers[at + ORIGIN] = this.#originNumber(citation);
    this.#sums[row * SUMS + POSITION] = citation.position;
  }

  /** A name is part of what tells conversations apart, so only the surer source of it is to be found. */
  #addNames(row: number, { evidence, peerName, peerNameFrom }: LinkedFlow["flow"]): void {
    const [at, numbers] = [row * NUMBERS, this.#numbers];
    const source = { peerName, peerNameFrom: sourceOf(numbers[at + PEER_NAME_FROM]) };
    numbers[at + PEER_NAME_FROM] = numberOfSource(surerName(source, { peerName, peerNameFrom }).peerNameFrom);
    numbers[at + EVIDENCE] = Math.min(numbers[at + EVIDENCE] as number, SERVICE_EVIDENCE.indexOf(evidence));
  }

  #endNumber({ ip, mac }: FlowEnd): number {
    const key = mac === null ? `${ip}` : `${ip}|${mac}`;
    const known = this.#endNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#ends.push({ ip, mac }) - 1;
    this.#endNumbers.set(key, number);
    return number;
  }

  /** There are as many as files, and flows of one follow each other. */
  #originNumber({ realm, fileSha256, fileName, format }: Origin): number {
    const isIt = (it: Origin) =>
      it.fileSha256 === fileSha256 && it.realm === realm && it.fileName === fileName && it.format === format;
    const number = this.#origins.findLastIndex(isIt);
    return number >= 0 ? number : this.#origins.push({ realm, fileSha256, fileName, format }) - 1;
  }

  #citationOf(row: number): LinkedFlow["citation"] {
    const { realm, fileSha256, fileName, format } = this.#origins[
      this.#numbers[row * NUMBERS + ORIGIN] as number
    ] as Origin;
    return { realm, fileSha256, fileName, format, position: this.#sums[row * SUMS + POSITION] as number };
  }

  #text(number: number | undefined): string | null {
    return number ? this.#texts.text(number - 1) : null;
  }

  #deviceId(number: number | undefined): string | null {
    return number ? this.#devices.text(number - 1) : null;
  }
}

/** Device → rows, all in one piece. */
class RowsOfDevices {
  readonly #starts: Uint32Array;
  readonly #rows: Uint32Array;

  /** `endsOf` gives the numbers of both devices, -1 for none. */
  constructor(devices: number, rows: Uint32Array, endsOf: (row: number) => readonly [number, number]) {
    const starts = new Uint32Array(devices + 1);
    const eachEnd = (note: (device: number, row: number) => void) => {
      for (const row of rows) {
        const [a, b] = endsOf(row);
        if (a === b) continue;
        if (a >= 0) note(a, row);
        if (b >= 0) note(b, row);
      }
    };
    eachEnd((device) => {
      starts[device + 1] = (starts[device + 1] as number) + 1;
    });
    for (let device = 0; device < devices; device++)
      starts[device + 1] = (starts[device + 1] as number) + (starts[device] as number);
    const [next, all] = [starts.slice(), new Uint32Array(starts[devices] as number)];
    eachEnd((device, row) => {
      const at = next[device] as number;
      all[at] = row;
      next[device] = at + 1;
    });
    [this.#starts, this.#rows] = [starts, all];
  }

  of(device: number): Uint32Array {
    return device < 0 ? this.#rows.subarray(0, 0) : this.#rows.subarray(this.#starts[device], this.#starts[device + 1]);
  }
}

const known = (value: number | undefined): TimeUs | null => (value === undefined || Number.isNaN(value) ? null : value);
const numberOfSource = (source: PeerNameSource | null) => (source === null ? 0 : PEER_NAME_SOURCES.indexOf(source) + 1);
const sourceOf = (number: number | undefined): PeerNameSource | null => PEER_NAME_SOURCES[(number ?? 0) - 1] ?? null;
