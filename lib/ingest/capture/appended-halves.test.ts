import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { bytesOf, ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, pcap, START_US, tcp } from "@/lib/testing/frames";
import { CaptureSession } from "./capture-session";

/** A connection to a robot, whose answers say nothing of what they answer. */
const [CLIENT, SERVER] = [50_000, 29_999];
const TURNS: readonly (readonly [question: string, answer: string])[] = [
  ["get serial number\n", "20200000001\n"],
  ["get robot model\n", "UR10\n"],
  ["get serial number\n", "20200000001\n"],
];
const GREETING = "Connected: Universal Robots Dashboard Server\n";

interface Sent {
  readonly bytes: Uint8Array;
  readonly fromClient: boolean;
  readonly timeUs: number;
}

function connection(hasHandshake: boolean): Sent[] {
  const sent: Sent[] = [];
  const next = { client: 1_001, server: 5_001 };
  const send = (fromClient: boolean, payload: string, flags = "A") => {
    const [own, peer] = fromClient ? (["client", "server"] as const) : (["server", "client"] as const);
    const [from, to] = fromClient ? [CLIENT, SERVER] : [SERVER, CLIENT];
    const isSyn = flags.includes("S");
    const segment = tcp(from, to, bytesOf(payload), {
      sequence: isSyn ? next[own] - 1 : next[own],
      acknowledgement: flags === "S" ? 0 : next[peer],
      flags,
    });
    const [ips, macs] = fromClient
      ? [
          [IP_A, IP_B],
          [MAC_A, MAC_B],
        ]
      : [
          [IP_B, IP_A],
          [MAC_B, MAC_A],
        ];
    const packet = ipv4(6, segment, { from: ips[0], to: ips[1] });
    const bytes = ethernet(0x0800, packet, { from: macs[0], to: macs[1] });
    sent.push({ bytes, fromClient, timeUs: START_US + sent.length * 1_000 });
    next[own] += payload.length;
  };
  if (hasHandshake) {
    send(true, "", "S");
    send(false, "", "SA");
    send(true, "");
  }
  send(false, GREETING);
  for (const [question, answer] of TURNS) {
    send(true, question);
    send(false, answer);
  }
  return sent;
}

function read(sent: readonly Sent[]): DiscoveryResult {
  const session = new CaptureSession();
  session.push(pcap(sent));
  return session.finish();
}

const stated = ({ observations }: DiscoveryResult) =>
  observations.flatMap((it) =>
    it.kind === "identity" && !it.inferred ? [`${it.subject.ip} ${it.field} ${it.value} ×${it.count}`] : [],
  );
const half = (sent: readonly Sent[], fromClient: boolean) => sent.filter((it) => it.fromClient === fromClient);

describe("a connection whose directions stand one after the other", () => {
  const whole = connection(true);

  it.each([
    ["questions", true],
    ["answers", false],
  ] as const)("says the same of its device when the %s come first", (_name, isClientFirst) => {
    const said = stated(read([...half(whole, isClientFirst), ...half(whole, !isClientFirst)]));
    expect(said).toContain(`${IP_B} model UR10 ×1`);
    expect(said.toSorted()).toEqual(stated(read(whole)).toSorted());
  });

  it("is told of although its other half never comes", () => {
    const { flows, ledger, records } = read(half(whole, false));
    expect(flows).toMatchObject([{ protocol: "universal-robots", packets: half(whole, false).length }]);
    expect([ledger.parsed, records]).toEqual([records, half(whole, false).length]);
  });

  it("takes no answer for that of another question when it began before the capture", () => {
    const late = connection(false);
    for (const isClientFirst of [true, false]) {
      const said = stated(read([...half(late, isClientFirst), ...half(late, !isClientFirst)]));
      expect(stated(read(late))).toEqual(expect.arrayContaining(said));
    }
  });
});
