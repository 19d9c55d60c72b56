import type { TcpStream } from "@/lib/capture/tcp-stream";
import { OPERATIONS, type Operation, type PeerNameSource } from "@/lib/domain/flow/flow";
import type { IdentityObservation } from "@/lib/domain/observation";
import type { Decoder } from "@/lib/protocols/define-decoder";
import { LastDatagrams, NO_MARK } from "./datagram-copy";
import type { HeldSegments } from "./held-segments";

const MAX_PRODUCTS = 8;
const MAX_FLAGS = 8;
/** Fewer fresh bytes than these show as little as none: so many segments of one byte make up one look at a stream. */
const BYTES_OF_A_LOOK = 32;

/** A statement that a sender of this flow made, as it came from the wire. */
export interface RecentStatement {
  readonly raw: string;
  readonly mac: string | null;
  readonly ip: string | null;
  readonly stated: IdentityObservation;
}

export interface ServiceProduct {
  product: string | null;
  version: string | null;
}

/** What is known of the application in one flow. Made when payload (or a completed handshake) is seen. */
export class Conversation {
  decoder: Decoder | null = null;
  /** The payload left no doubt; until then another decoder may take over. */
  isCertain = false;
  /** Looks at messages while it was not certain. */
  attempts = 0;
  /** What a stream brought since the last of them. */
  private freshBytes = 0;
  /** Payload was read from its start, and was no protocol we know. */
  isUnknown = false;
  decodedMessages = 0;
  messagesA = 0;
  messagesB = 0;
  /** Another conversation said that this one would be: what its announced end is, and whether that sent the first message. */
  announced: { readonly role: "client" | "server" | null; readonly isSender: boolean } | null = null;
  /** The decoder's own memory. */
  state: unknown = null;
  /** Bytes of this end were lost: it is read on where a message begins. */
  isOutOfStepA = false;
  isOutOfStepB = false;
  streamA: TcpStream | null = null;
  streamB: TcpStream | null = null;
  /** What came before that which it answers. */
  held: HeldSegments | null = null;
  /** Number of the silent end's byte that comes next, as the first segment of the other said; null before it. */
  expected: number | null = null;
  /** One end speaks of what the other said, and that is not in the capture: nothing is held for it. */
  isOneSided = false;
  /** Lists are made with their first entry: a flood's conversations never have one. */
  recent: RecentStatement[] | null = null;
  /** All that the last decoded message of each end stated; null when that cannot simply be stated again. */
  statedA: readonly IdentityObservation[] | null = null;
  statedB: readonly IdentityObservation[] | null = null;
  /** Messages of it are in the capture's memo: it may be worth asking. */
  isRemembered = false;
  /** Made with the first datagram that IPv4 numbers. */
  datagrams: LastDatagrams | null = null;
  /** The message under way came before: what it asks for is not counted again. */
  isCopy = false;
  operations: number[] | null = null;
  /** Frame of the first of each, by place in OPERATIONS; 0 while there is none. */
  operationFrames: number[] | null = null;
  products: ServiceProduct[] | null = null;
  flags: string[] | null = null;
  peerName: string | null = null;
  peerNameFrom: PeerNameSource | null = null;

  constructor(
    /** Of the capture's conversations, counted from 1. */
    readonly number: number,
    readonly layer: "tcp" | "udp" | "sctp" | "ip" | "ethernet" | "llc" | "snap" | "wlan",
    readonly ipA: string | null,
    readonly ipB: string | null,
  ) {}

  /** A stream brought bytes that nobody has looked at. */
  bring(count: number): void {
    this.freshBytes += count;
  }

  /** Somebody looked, and was not certain. Segments of a few bytes count together, as the one that they were cut from. */
  countAttempt(): void {
    if (this.layer === "tcp" && this.freshBytes < BYTES_OF_A_LOOK) return;
    this.freshBytes = 0;
    this.attempts += 1;
  }

  /** What was counted and stated has been told; what is known of the application stays. */
  beginInterval(): void {
    this.operations = null;
    this.operationFrames = null;
    this.recent = null;
    this.statedA = this.statedB = null;
    this.isRemembered = false;
  }

  /** A copy counts where nothing of its kind has been counted: a made-up one must not hide the first of them. */
  countOperation(operation: Operation, frame: number): void {
    const index = OPERATIONS.indexOf(operation);
    if (this.isCopy && this.operations !== null && this.operations[index] > 0) return;
    this.countOperations(index, 1, frame);
  }

  /** Looks at the mark of the next datagram of an end: see `isCopy`. */
  beginDatagram(isFromB: boolean, mark: number, timeUs: number): void {
    this.isCopy = this.datagrams?.isCopy(isFromB, mark, timeUs) === true;
    this.noteDatagram(isFromB, mark, timeUs);
  }

  noteDatagram(isFromB: boolean, mark: number, timeUs: number): void {
    if (mark !== NO_MARK) this.datagrams ??= new LastDatagrams();
    this.datagrams?.note(isFromB, mark, timeUs);
  }

  /** One more message of an end was read. Returns how many of it there were. */
  countMessage(isFromB: boolean): number {
    this.decodedMessages += 1;
    if (isFromB) this.messagesB += 1;
    else this.messagesA += 1;
    return isFromB ? this.messagesB : this.messagesA;
  }

  /** By place in OPERATIONS; `firstFrame` may lie before frames that were counted already. */
  countOperations(index: number, count: number, firstFrame: number): void {
    this.operations ??= OPERATIONS.map(() => 0);
    this.operationFrames ??= OPERATIONS.map(() => 0);
    if (this.operations[index] === 0 || firstFrame < this.operationFrames[index])
      this.operationFrames[index] = firstFrame;
    this.operations[index] += count;
  }

  /** Product and version may come in two statements: they complete each other unless they contradict. */
  addProduct(product: string | null, version: string | null): void {
    const fits = (known: string | null, stated: string | null) => known === null || stated === null || known === stated;
    this.products ??= [];
    const same = this.products.find((it) => fits(it.product, product) && fits(it.version, version));
    if (same) {
      same.product ??= product;
      same.version ??= version;
    } else if (this.products.length < MAX_PRODUCTS) this.products.push({ product, version });
  }

  addFlag(flag: string): void {
    this.flags ??= [];
    if (!this.flags.includes(flag) && this.flags.length < MAX_FLAGS) this.flags.push(flag);
  }
}
