/** Whatever carries a message, it says the same: every decoder's fixtures in every frame, tunnel and cut that is read. */
import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/ingest/define-importer";
import type { Fixture } from "@/lib/protocols/fixture";
import { DECODERS } from "@/lib/protocols/registry";
import { be16, be32, bytesOf, ethernet, hex, ipv4, ipv6, le16, pcap, tcp, udp } from "@/lib/testing/frames";
import { pcapImporter } from "./pcap-importer";

type Transport = "udp" | "tcp";
interface Message {
  readonly decoder: string;
  readonly fixture: Fixture;
  readonly transport: Transport;
  /** Of its conversation, which has addresses of its own. */
  readonly number: number;
}

/**
 * Nothing in these says where a message ends, or it does not where we read it (a page's body, a prompt), so that what
 * comes in one segment is taken for one. Their senders do not cut it.
 */
const WITHOUT_LENGTHS = new Set(["atg", "http", "postgresql", "proconos", "telnet", "vnc"]);
const CLIENT_PORT = 50_000;
const PATH = "../../protocols";

const MESSAGES: Message[] = [];
for (const { name } of DECODERS) {
  const { FIXTURES }: { FIXTURES: readonly Fixture[] } = await import(`${PATH}/${name}/${name}.fixtures.ts`);
  for (const fixture of FIXTURES) {
    const { carrier, port } = fixture;
    if ((carrier === "udp" || carrier === "tcp") && port !== undefined)
      MESSAGES.push({ decoder: name, fixture, transport: carrier, number: MESSAGES.length });
  }
}

const hostsOf = (number: number) => {
  const place = `${Math.floor(number / 250)}.${number % 250}`;
  const mac = hex(number.toString(16).padStart(4, "0"));
  const macOf = (last: string) =>
    `02:00:${mac[0].toString(16).padStart(2, "0")}:${mac[1].toString(16).padStart(2, "0")}:00:${last}`;
  return {
    client: { ip: `10.${place}.10`, mac: macOf("0a") },
    server: { ip: `10.${place}.11`, mac: macOf("0b") },
  };
};

/** One packet of a conversation: who sends what to whom. `sequence` and `flags` are TCP's. */
interface Piece {
  readonly message: Message;
  readonly fromClient: boolean;
  readonly payload: Uint8Array;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: string;
}
type Cut = (payload: Uint8Array) => readonly { readonly at: number; readonly bytes: Uint8Array }[];
const whole: Cut = (bytes) => [{ at: 0, bytes }];
const into =
  (length: number): Cut =>
  (payload) =>
    Array.from({ length: Math.ceil(payload.length / length) }, (_, i) => ({
      at: i * length,
      bytes: payload.slice(i * length, (i + 1) * length),
    }));

/** A TCP conversation begins with its handshake, so that pieces that come early are known as such. */
function piecesOf(message: Message, cut: Cut): Piece[] {
  const { fixture, transport } = message;
  const fromInitiator = fixture.fromInitiator ?? true;
  const turns = [{ fromClient: fromInitiator, bytes: fixture.bytes }];
  if (fixture.question) turns.unshift({ fromClient: !fromInitiator, bytes: fixture.question });
  const empty = new Uint8Array(0);
  const said = { client: 1_001, server: 5_001 };
  const pieces: Piece[] = [];
  if (transport === "tcp") {
    pieces.push(
      { message, fromClient: true, payload: empty, sequence: 1_000, acknowledgement: 0, flags: "S" },
      { message, fromClient: false, payload: empty, sequence: 5_000, acknowledgement: 1_001, flags: "SA" },
    );
  }
  for (const { fromClient, bytes } of turns) {
    const [sequence, acknowledgement] = fromClient ? [said.client, said.server] : [said.server, said.client];
    for (const { at, bytes: payload } of transport === "tcp" ? cut(bytes) : whole(bytes))
      pieces.push({ message, fromClient, payload, sequence: sequence + at, acknowledgement, flags: "A" });
    said[fromClient ? "client" : "server"] += bytes.length;
  }
  return pieces;
}

const segmentOf = ({ message, fromClient, payload, sequence, acknowledgement, flags }: Piece) => {
  const client = message.fixture.initiatorPort ?? CLIENT_PORT;
  const server = message.fixture.port ?? 0;
  const [from, to] = fromClient ? [client, server] : [server, client];
  return message.transport === "udp"
    ? udp(from, to, payload)
    : tcp(from, to, payload, { sequence, acknowledgement, flags });
};
const endsOf = ({ message, fromClient }: Piece) => {
  const { client, server } = hostsOf(message.number);
  return fromClient ? { from: client, to: server } : { from: server, to: client };
};
const protocolOf = ({ message }: Piece) => (message.transport === "udp" ? 17 : 6);

function packetOf(piece: Piece): Uint8Array {
  const { from, to } = endsOf(piece);
  return ipv4(protocolOf(piece), segmentOf(piece), { from: from.ip, to: to.ip });
}
const frameAround = (piece: Piece, etherType: number, payload: Uint8Array | number[]) => {
  const { from, to } = endsOf(piece);
  return ethernet(etherType, payload, { from: from.mac, to: to.mac });
};
const frameOf = (piece: Piece) => frameAround(piece, 0x0800, packetOf(piece));

/** IPv4 fragments of so many bytes, the last first. */
function fragmentsOf(piece: Piece, length: number): Uint8Array[] {
  const { from, to } = endsOf(piece);
  const segment = segmentOf(piece);
  return into(length)(segment)
    .map(({ at, bytes }) => {
      const more = at + length < segment.length;
      const options = { from: from.ip, to: to.ip, id: 1 + (piece.sequence % 60_000), offset: at, more };
      return frameAround(piece, 0x0800, ipv4(protocolOf(piece), bytes, options));
    })
    .reverse();
}

const outerUdp = (port: number, ...parts: (Uint8Array | number[])[]) =>
  ethernet(0x0800, ipv4(17, udp(40_000, port, bytesOf(...parts)), { from: "192.0.2.1", to: "192.0.2.2" }));
const outerIp = (protocol: number, ...parts: (Uint8Array | number[])[]) =>
  ethernet(0x0800, ipv4(protocol, bytesOf(...parts), { from: "192.0.2.1", to: "192.0.2.2" }));
/** Fragments of CAPWAP of 48 bytes, the last first (RFC 5415 §4.3: flags F and L, number, offset). */
function capwapPieces(piece: Piece): Uint8Array[] {
  const length = 48;
  const frame = frameOf(piece);
  const number = be16(1 + (piece.sequence % 60_000));
  return into(length)(frame)
    .map(({ at, bytes }) => {
      const flags = at + length < frame.length ? 0x80 : 0xc0;
      return outerUdp(5_247, [0, 0x10, 0, flags], number, be16(at), bytes);
    })
    .reverse();
}
const LLC_IP = hex("aaaa030000000800");
const macBytes = (mac: string) => hex(mac.replaceAll(":", ""));
const wifi = (piece: Piece, control: number[], ...more: (Uint8Array | number[])[]) => {
  const { from, to } = endsOf(piece);
  const access = hex("0200000000ee");
  return bytesOf(
    control,
    be16(0),
    macBytes(to.mac),
    access,
    macBytes(from.mac),
    be16(0),
    ...more,
    LLC_IP,
    packetOf(piece),
  );
};

type Carry = (piece: Piece) => Uint8Array | Uint8Array[];
interface Carrier {
  readonly linkType?: number;
  readonly carry: Carry;
}
/** The card of the sender is seen. */
const BESIDE_CARDS: Record<string, Carrier> = {
  VLAN: { carry: (it) => frameAround(it, 0x8100, bytesOf(be16(20), be16(0x0800), packetOf(it))) },
  QinQ: {
    carry: (it) => frameAround(it, 0x88a8, bytesOf(be16(20), be16(0x8100), be16(21), be16(0x0800), packetOf(it))),
  },
  PPPoE: {
    carry: (it) => {
      const packet = packetOf(it);
      return frameAround(it, 0x8864, bytesOf([0x11, 0, 0, 1], be16(packet.length + 2), be16(0x21), packet));
    },
  },
  MPLS: { carry: (it) => frameAround(it, 0x8847, bytesOf(be32(0x00064040), be32(0x00065140), packetOf(it))) },
  "MPLS pseudowire": { carry: (it) => ethernet(0x8847, bytesOf(be32(0x00065140), be32(0), frameOf(it))) },
  "GRE with Ethernet": { carry: (it) => outerIp(47, be16(0), be16(0x6558), frameOf(it)) },
  "ERSPAN I": { carry: (it) => outerIp(47, be16(0), be16(0x88be), frameOf(it)) },
  "ERSPAN II": {
    carry: (it) => outerIp(47, be16(0x1000), be16(0x88be), be32(2), be32(0x10010001), be32(0), frameOf(it)),
  },
  "ERSPAN III": {
    carry: (it) => outerIp(47, be16(0x1000), be16(0x22eb), be32(2), be32(0x20010001), be32(9), be32(0), frameOf(it)),
  },
  VXLAN: { carry: (it) => outerUdp(4_789, [8, 0, 0, 0], be32(7 << 8), frameOf(it)) },
  GENEVE: { carry: (it) => outerUdp(6_081, [1, 0], be16(0x6558), be32(7 << 8), be32(0), frameOf(it)) },
  CAPWAP: { carry: (it) => outerUdp(5_247, [0, 0x10, 0, 0], be32(0), frameOf(it)) },
  "CAPWAP, in pieces of its own": { carry: capwapPieces },
  TZSP: { carry: (it) => outerUdp(37_008, [1, 0, 0, 1, 1], frameOf(it)) },
  "802.11": { linkType: 105, carry: (it) => wifi(it, [0x08, 0x02]) },
  "802.11 with radiotap": {
    linkType: 127,
    carry: (it) => bytesOf([0, 0], le16(9), [2, 0, 0, 0, 0x10], wifi(it, [0x88, 0x02], be16(0)), be32(7)),
  },
  "Linux cooked": {
    linkType: 113,
    carry: (it) =>
      bytesOf(be16(0), be16(1), be16(6), macBytes(endsOf(it).from.mac), be16(0), be16(0x0800), packetOf(it)),
  },
  "Linux cooked 2": {
    linkType: 276,
    carry: (it) =>
      bytesOf(be16(0x0800), be16(0), be32(3), be16(1), [0, 6], macBytes(endsOf(it).from.mac), be16(0), packetOf(it)),
  },
  "fragments of 48 bytes": { carry: (it) => fragmentsOf(it, 48) },
};
/** The sender's card is left behind: only what is said of addresses can be the same. */
const WITHOUT_CARDS: Record<string, Carrier> = {
  GRE: { carry: (it) => outerIp(47, be16(0x3000), be16(0x0800), be32(1), be32(2), packetOf(it)) },
  "IP in IP": { carry: (it) => outerIp(4, packetOf(it)) },
  "IP in IPv6": {
    carry: (it) => ethernet(0x86dd, ipv6(4, packetOf(it), "2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2")),
  },
  PPP: { linkType: 9, carry: (it) => bytesOf([0xff, 3], be16(0x21), packetOf(it)) },
  "raw IP": { linkType: 101, carry: packetOf },
};

function take(carrier: Carrier, cut: Cut = whole, order: (pieces: Piece[]) => Piece[] = (it) => it): DiscoveryResult {
  const frames = MESSAGES.flatMap((message) => order(piecesOf(message, cut)).flatMap((piece) => carrier.carry(piece)));
  const parser = pcapImporter.open({ fileName: "carried.pcap", limits: DEFAULT_IMPORT_LIMITS });
  parser.push(pcap(frames, { linkType: carrier.linkType ?? 1 }));
  return parser.finish();
}

const numberOf = (ip: string) => {
  const [first, high, low] = ip.split(".").map(Number);
  return first === 10 ? high * 250 + low : -1;
};
/** What was said of each conversation's hosts and what was done in it, by conversation. */
function saidIn(result: DiscoveryResult, withCards: boolean): Map<number, string[]> {
  const said = new Map<number, Set<string>>();
  const note = (number: number, text: string) => {
    if (number < 0 || number >= MESSAGES.length) return;
    const lines = said.get(number) ?? new Set();
    said.set(number, lines.add(text));
  };
  for (const it of result.observations) {
    const { ip, mac, child } = it.subject;
    if (ip === null) continue;
    if (it.kind === "identity" && (withCards || mac === null || child !== null))
      note(numberOf(ip), [ip, child, it.field, it.value, it.inferred, it.protocol].join(" · "));
    if (it.kind === "service")
      note(numberOf(ip), [ip, it.port, it.service, it.evidence, it.product, it.version, it.flags].join(" · "));
  }
  for (const { initiator, responder, port, protocol, operations } of result.flows) {
    const done = Object.entries(operations).sort().join(";");
    note(numberOf(responder.ip ?? ""), [initiator.ip, responder.ip, port, protocol, done].join(" > "));
  }
  return new Map([...said].map(([number, lines]) => [number, [...lines].sort()]));
}

function differences(plain: Map<number, string[]>, carried: Map<number, string[]>): string[] {
  return MESSAGES.flatMap(({ fixture, number }) => {
    const [before, now] = [plain.get(number) ?? [], carried.get(number) ?? []];
    const lost = before.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
    const added = now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
    return lost.length + added.length === 0 ? [] : [`${number} ${fixture.name}`, ...lost, ...added];
  });
}

describe("every fixture says the same", () => {
  const plain = take({ carry: frameOf });
  const withCards = saidIn(plain, true);

  it("of as many conversations as there are fixtures, nearly all of which say something", () => {
    expect(MESSAGES.length).toBeGreaterThan(300);
    expect(withCards.size).toBeGreaterThan(MESSAGES.length * 0.95);
  });

  it.each(Object.entries(BESIDE_CARDS))("in %s", (_name, carrier) => {
    expect(differences(withCards, saidIn(take(carrier), true))).toEqual([]);
  });

  it.each(Object.entries(WITHOUT_CARDS))("in %s", (_name, carrier) => {
    expect(differences(saidIn(plain, true), saidIn(take(carrier), true))).toEqual([]);
  });

  /** The pieces of each turn come in this order. */
  const inOrder = (pieces: Piece[]) => pieces;
  const twice = (pieces: Piece[]) =>
    pieces.flatMap((piece) => (piece.message.transport === "tcp" ? [piece, piece] : [piece]));
  const lastFirst = (pieces: Piece[]) =>
    pieces.toSorted((a, b) => {
      const isSameTurn = a.fromClient === b.fromClient && a.flags === "A" && b.flags === "A";
      return isSameTurn ? b.sequence - a.sequence : 0;
    });

  it.each([
    ["of 200 bytes", into(200), inOrder],
    ["of 200 bytes that each come twice", into(200), twice],
    ["of 200 bytes, the last first", into(200), lastFirst],
  ] as const)("in segments %s", (_name, cut, order) => {
    expect(differences(withCards, saidIn(take({ carry: frameOf }, cut, order), true))).toEqual([]);
  });

  /** Two sensors, one for each direction, whose captures were put one behind the other. */
  const appended = (isFirst: (piece: Piece) => boolean): DiscoveryResult => {
    const pieces = MESSAGES.flatMap((message) => piecesOf(message, whole));
    const inTurn = [...pieces.filter(isFirst), ...pieces.filter((it) => !isFirst(it))];
    const parser = pcapImporter.open({ fileName: "appended.pcap", limits: DEFAULT_IMPORT_LIMITS });
    parser.push(pcap(inTurn.map(frameOf)));
    return parser.finish();
  };
  it.each([
    ["client's half comes first", (piece: Piece) => piece.fromClient],
    ["server's half comes first", (piece: Piece) => !piece.fromClient],
  ] as const)("of TCP where the %s", (_name, isFirst) => {
    const isMeant = (number: number) => MESSAGES[number].transport === "tcp";
    const only = (said: Map<number, string[]>) => new Map([...said].filter(([number]) => isMeant(number)));
    expect(differences(only(withCards), only(saidIn(appended(isFirst), true)))).toEqual([]);
  });

  it.each([
    ["of one byte", into(1), inOrder],
    ["of seven bytes", into(7), inOrder],
    ["of seven bytes that each come twice", into(7), twice],
    ["of forty bytes, the last first", into(40), lastFirst],
  ] as const)("in segments %s, unless its messages are what arrives together", (_name, cut, order) => {
    const carried = saidIn(take({ carry: frameOf }, cut, order), true);
    const isMeant = (number: number) => !WITHOUT_LENGTHS.has(MESSAGES[number].decoder);
    const only = (said: Map<number, string[]>) => new Map([...said].filter(([number]) => isMeant(number)));
    expect(differences(only(withCards), only(carried))).toEqual([]);
  });
});
