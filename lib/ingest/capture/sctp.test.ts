import { describe, expect, it } from "vitest";
import { FIXTURES } from "@/lib/protocols/diameter/diameter.fixtures";
import { be16, be32, bytesOf, ethernet, IP_A, IP_B, ipv4, pcap } from "@/lib/testing/frames";
import { readContent } from "@/lib/testing/read-content";

const PORT = 3868;
const WHOLE = 3;
const BEGINNING = 2;
const MIDDLE = 0;
const WATCHDOG = [...(FIXTURES.find((it) => it.carrier === "sctp")?.bytes ?? [])];

function chunk(type: number, flags: number, value: readonly number[]): number[] {
  const padding = Array.from({ length: (4 - (value.length % 4)) % 4 }, () => 0);
  return [type, flags, ...be16(value.length + 4), ...value, ...padding];
}

const data = (flags: number, payload: readonly number[]) =>
  chunk(0, flags, [...be32(1), ...be16(0), ...be16(0), ...be32(46), ...payload]);

function packet(fromPort: number, toPort: number, chunks: readonly number[], isFromA = true): Uint8Array {
  const payload = bytesOf(be16(fromPort), be16(toPort), be32(1), be32(0), chunks);
  return ethernet(0x0800, ipv4(132, payload, isFromA ? {} : { from: IP_B, to: IP_A }));
}

const fromClient = (...chunks: readonly number[]) => packet(40_000, PORT, chunks);
const fromServer = (...chunks: readonly number[]) => packet(PORT, 40_000, chunks, false);

async function read(frames: readonly Uint8Array[]) {
  const { result } = await readContent(pcap(frames));
  const names = result.observations.filter((it) => it.kind === "identity" && it.field === "name");
  const services = result.observations.filter((it) => it.kind === "service");
  return {
    flows: [...result.flows].map((it) => [
      it.initiator.ip,
      it.responder.ip,
      it.transport,
      it.port,
      it.protocol,
      it.packets,
    ]),
    names: names.map((it) => it.kind === "identity" && [it.subject.ip, it.value]),
    services: services.map(
      (it) => it.kind === "service" && [it.subject.ip, it.transport, it.port, it.service, it.evidence],
    ),
  };
}

describe("SCTP", () => {
  it("carries whole messages, also several and behind other chunks in a packet", async () => {
    expect(WATCHDOG.length).toBeGreaterThan(20);
    const acknowledgement = chunk(3, 0, be32(1));
    const { flows, names, services } = await read([
      fromClient(...chunk(1, 0, be32(1))),
      fromServer(...chunk(2, 0, be32(1))),
      fromServer(...acknowledgement, ...data(WHOLE, [9, 9, 9]), ...data(WHOLE, WATCHDOG)),
    ]);
    expect(flows).toEqual([[IP_A, IP_B, "sctp", PORT, "diameter", 3]]);
    expect(names).toEqual([[IP_B, "pgw1.plant.test"]]);
    expect(services).toEqual([[IP_B, "sctp", PORT, "diameter", "payload"]]);
  });

  it("knows by INIT who began, whatever was seen first, and a refusal as no service", async () => {
    const { flows, services } = await read([
      packet(5000, 40_000, chunk(6, 0, []), false),
      packet(40_000, 5000, chunk(1, 0, be32(1))),
    ]);
    expect(flows).toEqual([[IP_A, IP_B, "sctp", 5000, "unknown", 2]]);
    expect(services).toEqual([]);
  });

  it("reads no message from its middle", async () => {
    const { names } = await read([fromServer(...data(MIDDLE, WATCHDOG))]);
    expect(names).toEqual([]);
  });

  it("ends at a chunk that is shorter than its header", async () => {
    const { names, flows } = await read([fromServer(0, WHOLE, 0, 2, ...data(WHOLE, WATCHDOG))]);
    expect(names).toEqual([]);
    expect(flows).toHaveLength(1);
  });

  it("takes what there is of a message that goes on in another packet", async () => {
    const half = WATCHDOG.slice(0, 30);
    const { flows } = await read([
      fromServer(...data(BEGINNING, half)),
      fromServer(...data(MIDDLE, WATCHDOG.slice(30))),
    ]);
    expect(flows.map((it) => it.slice(2, 5))).toEqual([["sctp", PORT, "diameter"]]);
  });
});
