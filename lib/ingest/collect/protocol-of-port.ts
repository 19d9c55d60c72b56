import { DECODERS } from "@/lib/protocols/registry";

/** Ports that several protocols share or that no decoder of ours has: the usual one. */
const USUAL: readonly (readonly [string, string])[] = [
  ["tcp/102", "s7comm"],
  ["tcp/69", "tftp"],
  ["udp/69", "tftp"],
  ["tcp/513", "rlogin"],
  ["tcp/514", "rsh"],
  ["tcp/1962", "pcworx"],
  ["tcp/2222", "ssh"],
  ["tcp/5432", "postgresql"],
  ["tcp/6000", "x11"],
  // IANA: "Real-time & Reliable Data" of Yokogawa, the transport of Vnet/IP, whose messages are published to members only.
  ["udp/5313", "vnet-ip"],
];

const PORTS: ReadonlyMap<string, string> = new Map([
  ...DECODERS.toReversed().flatMap((decoder) =>
    decoder.carriers.flatMap((carrier) =>
      carrier.layer === "tcp" || carrier.layer === "udp" || carrier.layer === "sctp"
        ? carrier.ports.map((port) => [`${carrier.layer}/${port}`, decoder.name] as const)
        : [],
    ),
  ),
  ...USUAL,
]);

/** The protocol that is usual on a port: a guess, to be marked as such ("port-only"). */
export function protocolOfPort(transport: string, port: number | null): string | null {
  return port === null ? null : (PORTS.get(`${transport}/${port}`) ?? null);
}
