import { DECODERS } from "@/lib/protocols/registry";
import type { ConversationNames, NamedPlace } from "../capture/conversation-names";
import type { EkPacket } from "./ek-packet";
import { type Ends, endsOf, protocolOf } from "./packet-ends";

/** What is decoded here, by decoders or by the engine itself. */
const OWN: ReadonlySet<string> = new Set(["arp", "icmp", ...DECODERS.map((it) => it.name)]);
/** Parts of a protocol are named behind a dot ("capwap.data"). */
const isOwn = (protocol: string) => OWN.has(protocol.split(".", 1)[0] ?? "");

/** Several protocols were named. */
const AMBIGUOUS = "";

/** Protocols that Wireshark names and that are not decoded here, by both ends and the port of one. */
export class DissectedNames implements ConversationNames {
  private readonly names = new Map<string, string>();

  constructor(private readonly maxNames: number) {}

  note(packet: EkPacket): void {
    const ends = endsOf(packet);
    if (!ends) return;
    const { protocol, evidence } = protocolOf(packet, ends.transport, null);
    if (evidence !== "payload" || protocol === "unknown" || isOwn(protocol)) return;
    // Who of both is asked is told only at the conversation's end.
    for (const key of keysOf(ends)) {
      const known = this.names.get(key);
      if (known === undefined && this.names.size >= this.maxNames) continue;
      if (known === undefined) this.names.set(key, protocol);
      else if (known !== protocol) this.names.set(key, AMBIGUOUS);
    }
  }

  nameOf({ initiator, responder, transport, port }: NamedPlace): string | null {
    return this.names.get(keyOf(transport, addressOf(initiator), addressOf(responder), port)) || null;
  }
}

const addressOf = ({ ip, mac }: { readonly ip: string | null; readonly mac: string | null }) => ip ?? mac ?? "";

const keyOf = (transport: string, from: string, to: string, port: number | null) =>
  `${transport}|${from}|${to}|${port}`;

function keysOf({ from, to, transport, fromPort, toPort }: Ends): readonly [string, string] {
  const [here, there] = [addressOf(from), addressOf(to)];
  return [keyOf(transport, here, there, toPort), keyOf(transport, there, here, fromPort)];
}
