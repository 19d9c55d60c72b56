import { expect, test } from "vitest";
import { resolveSourcesPassing } from "@/lib/domain/identity/resolve-sources";
import { arp, ethernet, IP_A, IP_B, ipv4, MAC_A, pcap, tcp, udp } from "@/lib/testing/frames";
import { readContent } from "@/lib/testing/read-content";
import { inspectDocument } from "./inspect-document";

const MODBUS_READ = [0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 2];
const MODBUS_ANSWER = [0, 1, 0, 0, 0, 7, 1, 3, 4, 0, 0, 0, 0];

async function documentOf(frames: readonly Uint8Array[]) {
  const { result, fileSha256 } = await readContent(pcap(frames));
  const files = [{ file: "plant.pcap", sha256: fileSha256, result }];
  const tables = { macVendor: () => null, readText: () => ({}) };
  const document = inspectDocument(files, [], resolveSourcesPassing(files, tables));
  return { ...document, hosts: [...document.hosts], devices: [...document.devices], flows: [...document.flows] };
}

test("a flow says whether its protocol was read or is only what its port suggests", async () => {
  const { flows } = await documentOf([
    ethernet(0x0800, ipv4(6, tcp(40_000, 1502, MODBUS_READ))),
    ethernet(0x0800, ipv4(6, tcp(1502, 40_000, MODBUS_ANSWER), { from: IP_B, to: IP_A })),
    ethernet(0x0800, ipv4(17, udp(40_001, 2222, [1]))),
  ]);
  const said = flows.map(({ port, protocol, evidence }) => ({ port, protocol, evidence }));
  expect(said).toContainEqual({ port: 1502, protocol: "modbus", evidence: "payload" });
  expect(said.find(({ port }) => port === 2222)?.evidence).toBe("port-only");
});

test("a host that proved its card shows it, and every frame of the file is in the ledger", async () => {
  const { hosts, files } = await documentOf([
    arp(1, { senderMac: MAC_A, senderIp: IP_A, targetIp: IP_B }),
    ethernet(0x0800, ipv4(17, udp(40_001, 2222, [1]))),
  ]);
  expect(hosts).toContainEqual({ ip: IP_A, macs: [MAC_A], link: "on-link" });
  const [file] = files;
  expect(file?.packets).toBe(2);
  const { decoded = 0, ignored = 0, truncated = 0, malformed = 0 } = file?.ledger ?? {};
  expect(decoded + ignored + truncated + malformed).toBe(2);
});
