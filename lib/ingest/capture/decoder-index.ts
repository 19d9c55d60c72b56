import { LINK_KIND } from "@/lib/capture/packet";
import { type Carrier, type Decoder, mayBeginWith, type Opening, type PortLayer } from "@/lib/protocols/define-decoder";

const NONE: readonly Decoder[] = [];
const ANY_OPENING: Opening = { fewestBytes: 1 };

/** A decoder that may be certain of a payload of so many bytes, whatever its port. */
export interface Candidate {
  readonly decoder: Decoder;
  readonly fewestBytes: number;
}

/** The registry, ordered by where bytes come from. Ports only say whom to ask first, and what an unread service may be. */
export class DecoderIndex {
  private readonly layers = new Map<Carrier["layer"], Decoder[]>();
  private readonly ports = {
    tcp: new Map<number, Decoder[]>(),
    udp: new Map<number, Decoder[]>(),
    sctp: new Map<number, Decoder[]>(),
  };
  private readonly linkKinds = new Map<number, Decoder[]>();
  private readonly snap = new Map<number, Decoder[]>();
  private readonly ipProtocols = new Map<number, Decoder[]>();
  private readonly numbers = new Map<Decoder, number>();
  private readonly names = new Map<string, Decoder>();
  /** By first byte; made when the first payload begins with it. */
  private readonly openings = {
    tcp: new Array<readonly Candidate[] | undefined>(256),
    udp: new Array<readonly Candidate[] | undefined>(256),
    sctp: new Array<readonly Candidate[] | undefined>(256),
  };

  constructor(decoders: readonly Decoder[]) {
    decoders.forEach((decoder, number) => {
      this.numbers.set(decoder, number);
      this.names.set(decoder.name, decoder);
      for (const carrier of decoder.carriers) {
        put(this.layers, carrier.layer, decoder);
        switch (carrier.layer) {
          case "tcp":
          case "udp":
          case "sctp":
            for (const port of carrier.ports) put(this.ports[carrier.layer], port, decoder);
            break;
          case "ethernet":
            for (const type of carrier.etherTypes) put(this.linkKinds, type, decoder);
            break;
          case "llc":
            put(this.linkKinds, LINK_KIND.llc + carrier.dsap, decoder);
            break;
          case "wlan":
            for (const subtype of carrier.subtypes) put(this.linkKinds, LINK_KIND.wlan + subtype, decoder);
            break;
          case "snap":
            for (const id of carrier.protocolIds) put(this.snap, id, decoder);
            break;
          case "ip":
            for (const number of carrier.protocolNumbers) put(this.ipProtocols, number, decoder);
        }
      }
    });
    // The one whose first port it is stands first: it gives an unread service its name.
    for (const layer of ["tcp", "udp", "sctp"] as const) {
      for (const [port, list] of this.ports[layer]) {
        const rank = (decoder: Decoder) => {
          const own = decoder.carriers.find((it) => it.layer === layer);
          return own && "ports" in own ? own.ports.indexOf(port) : 0;
        };
        list.sort((a, b) => rank(a) - rank(b));
      }
    }
  }

  of(layer: PortLayer): readonly Decoder[] {
    return this.layers.get(layer) ?? NONE;
  }
  /** Who may be certain of a payload that begins with this byte where the ports say nothing, in the registry's order. */
  beginningWith(layer: PortLayer, firstByte: number): readonly Candidate[] {
    const known = this.openings[layer][firstByte];
    if (known) return known;
    const candidates: Candidate[] = [];
    for (const decoder of this.of(layer)) {
      const opening = (layer === "sctp" ? undefined : decoder.elsewhere[layer]) ?? ANY_OPENING;
      if (mayBeginWith(opening, firstByte)) candidates.push({ decoder, fewestBytes: opening.fewestBytes });
    }
    this.openings[layer][firstByte] = candidates;
    return candidates;
  }
  atPort(layer: PortLayer, port: number): readonly Decoder[] {
    return this.ports[layer].get(port) ?? NONE;
  }
  knowsPort(layer: PortLayer, port: number): boolean {
    return this.ports[layer].has(port);
  }
  atLink(kind: number): readonly Decoder[] {
    return this.linkKinds.get(kind) ?? NONE;
  }
  atSnap(oui: number, protocol: number): readonly Decoder[] {
    return this.snap.get(oui * 65_536 + protocol) ?? NONE;
  }
  atIp(protocolNumber: number): readonly Decoder[] {
    return this.ipProtocols.get(protocolNumber) ?? NONE;
  }
  named(name: string): Decoder | null {
    return this.names.get(name) ?? null;
  }
  /** Place in the registry: a stable small number. */
  numberOf(decoder: Decoder): number {
    return this.numbers.get(decoder) ?? 0;
  }
}

function put<Key>(map: Map<Key, Decoder[]>, key: Key, decoder: Decoder): void {
  const list = map.get(key);
  if (!list) map.set(key, [decoder]);
  else if (!list.includes(decoder)) list.push(decoder);
}
