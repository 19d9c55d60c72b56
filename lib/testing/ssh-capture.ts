import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, START_US, tcp } from "./frames";

const said = (text: string) => new TextEncoder().encode(text);
const FRAMES = [
  ethernet(0x0800, ipv4(6, tcp(40_000, 22, said("SSH-2.0-a\r\n"), { flags: "A", sequence: 2 }))),
  ethernet(
    0x0800,
    ipv4(6, tcp(22, 40_000, said("SSH-2.0-b\r\n"), { flags: "A", sequence: 2 }), { from: IP_B, to: IP_A }),
    { from: MAC_B, to: MAC_A },
  ),
];

/** A capture in which A and B conversed by SSH, so that both are devices. */
export const SSH_CAPTURE = Buffer.concat([
  pcapHeader(1),
  ...FRAMES.map((it, at) => pcapRecord(it, it.length, START_US + at)),
]);
