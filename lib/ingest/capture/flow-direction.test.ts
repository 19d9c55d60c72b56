/** Whom a flow is told to serve when no handshake was seen: a wrong guess names a client's port as a service. */
import { expect, it } from "vitest";
import { ethernet, IP_A, IP_B, ipv4, pcap, tcp, udp } from "@/lib/testing/frames";
import { readContent } from "@/lib/testing/read-content";

async function servedBy(ipProtocol: number, segment: Uint8Array) {
  const { result } = await readContent(pcap([ethernet(0x0800, ipv4(ipProtocol, segment))]));
  const [flow] = result.flows;
  return `${flow?.initiator.ip} > ${flow?.responder.ip} ${flow?.port}`;
}

it.each([
  ["a port of a decoder's protocol", 502],
  ["a port below 1024", 911],
  ["a registered port that no decoder has: GTP", 2123],
  ["WS-Management", 5985],
  ["AJP", 8009],
])("the end with %s serves, though it was heard first", async (_what, port) => {
  expect(await servedBy(17, udp(port, 50_140, [0xff, 0xfe, 0xfd]))).toBe(`${IP_B} > ${IP_A} ${port}`);
  expect(await servedBy(6, tcp(port, 50_140, [0xff, 0xfe, 0xfd]))).toBe(`${IP_B} > ${IP_A} ${port}`);
});

it("the first to be heard asks where neither port is known", async () => {
  expect(await servedBy(17, udp(23_456, 50_140, [0xff, 0xfe, 0xfd]))).toBe(`${IP_A} > ${IP_B} 50140`);
});
