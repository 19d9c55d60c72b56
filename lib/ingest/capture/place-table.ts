import { KeyTable } from "@/lib/domain/key-table";
import type { Transport } from "@/lib/domain/observation";

const TRANSPORTS: readonly Transport[] = ["tcp", "udp", "sctp", "icmp", "ethernet", "ip"];
/** Numbers of the two texts, transport and port, VLAN. */
const KEY_WORDS = 4;
/** A port + 1, or 0 for none. */
const PORT_BITS = 17;

/** Two texts (the ends of a flow, the addresses of a server), a transport, a port and a VLAN. */
export interface Place {
  readonly a: string;
  readonly b: string;
  readonly transport: Transport;
  readonly port: number | null;
  readonly vlan: number | null;
}

/**
 * What is kept by places, in order of their first appearance; mostly one thing, a list where there are several. A flood
 * makes places by the hundred thousand, and few texts: a key of text for each would weigh as much as what is kept there.
 */
export class PlaceTable<Item extends object> {
  private keys = new KeyTable(KEY_WORDS);
  private texts = new Map<string, number>();
  private places: (Item | Item[])[] = [];

  /** `nameOf` tells things at one place apart. */
  constructor(private readonly nameOf: (item: Item) => string) {}

  /** The thing of that name which is kept at the place; remembers nothing. */
  find({ a, b, transport, port, vlan }: Place, name: string): Item | null {
    const numberA = this.texts.get(a);
    const numberB = this.texts.get(b);
    if (numberA === undefined || numberB === undefined) return null;
    this.writeKey(numberA, numberB, transport, port, vlan);
    const row = this.keys.find();
    if (row < 0) return null;
    const place = this.places[row];
    if (!Array.isArray(place)) return this.nameOf(place) === name ? place : null;
    return place.find((it) => this.nameOf(it) === name) ?? null;
  }

  /** Keeps one more thing there. */
  add({ a, b, transport, port, vlan }: Place, item: Item): void {
    this.writeKey(this.numberOf(a), this.numberOf(b), transport, port, vlan);
    const row = this.keys.add();
    this.places[row] = this.keys.wasAdded ? item : [...listOf(this.places[row]), item];
  }

  /** By place. */
  *lists(): Generator<readonly Item[]> {
    for (const place of this.places) yield listOf(place);
  }

  clear(): void {
    this.keys = new KeyTable(KEY_WORDS);
    this.texts = new Map();
    this.places = [];
  }

  private writeKey(a: number, b: number, transport: Transport, port: number | null, vlan: number | null): void {
    const { key } = this.keys;
    key[0] = a;
    key[1] = b;
    key[2] = (TRANSPORTS.indexOf(transport) << PORT_BITS) | (port === null ? 0 : port + 1);
    key[3] = vlan === null ? 0 : vlan + 1;
  }

  private numberOf(text: string): number {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, this.texts.size);
    return this.texts.size - 1;
  }
}

function listOf<Item extends object>(place: Item | Item[]): Item[] {
  return Array.isArray(place) ? place : [place];
}
