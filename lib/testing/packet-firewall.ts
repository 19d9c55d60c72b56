import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { formatAddress } from "@/lib/rules/address/address-set";
import { isIcmp, type PolicyFlow } from "@/lib/rules/policy/flow";
import { be16, be32, bytesOf, pcap } from "./frames";

/**
 * A router of the kernel's own between two cards, for rule sets to be loaded into and packets to be sent through. Frames
 * go in by tcpreplay on one side; what the kernel forwards is taken by tcpdump on the other.
 */

const ROUTER_IN = "02:00:00:00:0a:01";
const FAR_SIDE = "02:00:00:00:0b:02";
const NEAR_SIDE = "02:00:00:00:0a:02";
/** In each payload: this, then the packet's number. */
const MARK = [0x53, 0x47, 0x52, 0x55];

/** The program's path, or null where it is not installed. */
export function programAt(name: string): string | null {
  return ["/usr/sbin", "/usr/bin", "/sbin", "/bin"].map((folder) => join(folder, name)).find(existsSync) ?? null;
}

/** What is missing on this machine to load rules and send packets; empty when nothing is. */
export function missingForPackets(firewall: string): string[] {
  const missing = ["ip", "tcpdump", "tcpreplay", "sysctl", firewall].filter((it) => programAt(it) === null);
  if (missing.length > 0) return missing.map((it) => `the program ${it}`);
  const name = `sg-try-${process.pid}`;
  try {
    execFileSync("ip", ["netns", "add", name], { stdio: "ignore" });
    execFileSync("ip", ["netns", "del", name], { stdio: "ignore" });
    return [];
  } catch {
    return ["the right to make network namespaces"];
  }
}

let made = 0;

export class PacketFirewall {
  private readonly router: string;
  private readonly ends: string;
  private readonly folder = mkdtempSync(join(tmpdir(), "sightglass-packets-"));

  constructor() {
    made += 1;
    this.router = `sg-r-${process.pid}-${made}`;
    this.ends = `sg-e-${process.pid}-${made}`;
    for (const name of [this.router, this.ends]) execFileSync("ip", ["netns", "add", name]);
    this.ip(this.ends, [
      `link add near address ${NEAR_SIDE} type veth peer name in0 address ${ROUTER_IN} netns ${this.router}`,
      `link add far address ${FAR_SIDE} type veth peer name out0 netns ${this.router}`,
    ]);
    const quiet = ["near", "far"].map((card) => `net.ipv6.conf.${card}.disable_ipv6=1`);
    this.inside(this.ends, "sysctl", ["-qw", ...quiet]);
    const forwarding = [
      "net.ipv4.ip_forward=1",
      "net.ipv6.conf.all.forwarding=1",
      ...["all", "in0", "out0"].flatMap((card) => [
        `net.ipv4.conf.${card}.rp_filter=0`,
        `net.ipv4.conf.${card}.send_redirects=0`,
      ]),
      "net.ipv6.conf.in0.accept_dad=0",
      "net.ipv6.conf.out0.accept_dad=0",
    ];
    this.inside(this.router, "sysctl", ["-qw", ...forwarding]);
    this.ip(this.ends, ["link set near up", "link set far up"]);
    this.ip(this.router, [
      "link set in0 up",
      "link set out0 up",
      "addr add 192.0.2.1/30 dev out0",
      `neigh add 192.0.2.2 lladdr ${FAR_SIDE} dev out0 nud permanent`,
      "route add default via 192.0.2.2 dev out0",
      "addr add 2001:db8:ffff::1/64 dev out0 nodad",
      `neigh add 2001:db8:ffff::2 lladdr ${FAR_SIDE} dev out0 nud permanent`,
      "route add default via 2001:db8:ffff::2 dev out0",
    ]);
  }

  /** Hands a file to the program that loads it. Throws with what the program says. */
  load(program: string, args: readonly string[], text: string): void {
    this.inside(this.router, program, args, text);
  }

  close(): void {
    for (const name of [this.router, this.ends]) execFileSync("ip", ["netns", "del", name]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Sends the first packet of every flow, then the reply to each that came through. True: both came through. Flows whose
   * replies cannot be told from another flow's first packet must not stand in one list.
   */
  async verdicts(flows: readonly PolicyFlow[]): Promise<boolean[]> {
    const first = await this.send(flows.map((flow, index) => frameOf(flow, index, false)));
    const opened = flows.flatMap((flow, index) => (first.has(index) ? { flow, index } : []));
    const back = await this.send(opened.map(({ flow, index }) => frameOf(flow, flows.length + index, true)));
    return flows.map((_, index) => first.has(index) && back.has(flows.length + index));
  }

  /** Numbers of the packets that came out at the far side. */
  private async send(frames: readonly Uint8Array[]): Promise<Set<number>> {
    if (frames.length === 0) return new Set();
    const [sent, seen] = [join(this.folder, "sent.pcap"), join(this.folder, "seen.pcap")];
    writeFileSync(sent, pcap(frames));
    const args = [
      "netns",
      "exec",
      this.ends,
      "tcpdump",
      "-i",
      "far",
      "-U",
      "--immediate-mode",
      "-B",
      "16384",
      "-w",
      seen,
    ];
    const dump = spawn("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
    const ended = once(dump, "exit");
    // It says so once its socket is open.
    await once(dump.stderr, "data");
    const before = this.received();
    this.inside(this.ends, "tcpreplay", ["-q", "--pps=20000", "-i", "near", sent]);
    await until(() => this.received() - before >= frames.length);
    // Forwarded in the same breath as received; the file grows until tcpdump has written all of it.
    for (let size = -1, now = 0; size !== now; ) {
      size = now;
      await sleep(60);
      now = existsSync(seen) ? readFileSync(seen).length : 0;
    }
    dump.kill("SIGINT");
    await ended;
    return marksIn(readFileSync(seen));
  }

  private received(): number {
    const text = this.inside(this.router, "cat", ["/sys/class/net/in0/statistics/rx_packets"]);
    return Number(text.trim());
  }

  private ip(namespace: string, commands: readonly string[]): void {
    execFileSync("ip", ["-netns", namespace, "-batch", "-"], { input: commands.join("\n"), stdio: "pipe" });
  }

  private inside(namespace: string, program: string, args: readonly string[], input = ""): string {
    return execFileSync("ip", ["netns", "exec", namespace, program, ...args], { input, stdio: "pipe" }).toString();
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (isSo()) return;
    await sleep(20);
  }
  throw new Error("not every packet reached the router");
}

function marksIn(bytes: Buffer): Set<number> {
  const marks = new Set<number>();
  const mark = Buffer.from(MARK);
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 4)) marks.add(bytes.readUInt32BE(at + 4));
  return marks;
}

const addressBytes = (flow: PolicyFlow["source"]) => {
  const size = flow.family === 4 ? 4 : 16;
  return Array.from({ length: size }, (_, index) => Number((flow.value >> BigInt(8 * (size - 1 - index))) & 255n));
};

/** The first packet of a flow, or the reply to it, with right checksums: a firewall may look at them. */
function frameOf(flow: PolicyFlow, number: number, isReply: boolean): Uint8Array {
  const [from, to] = isReply ? [flow.destination, flow.source] : [flow.source, flow.destination];
  const marked = bytesOf(MARK, be32(number));
  const ends = { from: addressBytes(from), to: addressBytes(to), protocol: flow.protocol };
  const payload = transportOf(flow, marked, isReply, number, ends);
  const isV4 = from.family === 4;
  const head = isV4
    ? withChecksum(
        [0x45, 0, ...be16(20 + payload.length), 0, 0, 0, 0, 64, flow.protocol, 0, 0, ...ends.from, ...ends.to],
        10,
      )
    : [0x60, 0, 0, 0, ...be16(payload.length), flow.protocol, 64, ...ends.from, ...ends.to];
  const mac = (text: string) => text.split(":").map((it) => Number.parseInt(it, 16));
  return bytesOf(mac(ROUTER_IN), mac(NEAR_SIDE), be16(isV4 ? 0x0800 : 0x86dd), head, payload);
}

interface Ends {
  readonly from: number[];
  readonly to: number[];
  readonly protocol: number;
}

function transportOf(flow: PolicyFlow, marked: Uint8Array, isReply: boolean, number: number, ends: Ends): number[] {
  const [fromPort, toPort] = isReply
    ? [flow.destinationPort, flow.sourcePort]
    : [flow.sourcePort, flow.destinationPort];
  if (isIcmp(flow.protocol)) {
    const isV6 = flow.protocol === 58;
    const type = isV6 ? (isReply ? 129 : 128) : isReply ? 0 : 8;
    // The reply carries the request's identifier.
    const packet = [type, 0, 0, 0, ...be16(flow.sourcePort), ...be16(1), ...marked];
    return isV6 ? withPseudoChecksum(packet, 2, ends) : withChecksum(packet, 2);
  }
  if (flow.protocol === 6) {
    const [sequence, acknowledged] = isReply ? [9_000, 1_001] : [1_000, 0];
    const head = [...be16(fromPort), ...be16(toPort), ...be32(sequence), ...be32(acknowledged)];
    const packet = [...head, 0x50, isReply ? 0x12 : 0x02, 0x20, 0, 0, 0, 0, 0, ...marked];
    return withPseudoChecksum(packet, 16, ends);
  }
  if (flow.protocol === 17) {
    const packet = [...be16(fromPort), ...be16(toPort), ...be16(8 + marked.length), 0, 0, ...marked];
    return withPseudoChecksum(packet, 6, ends);
  }
  // GRE version 0 and every other protocol: four bytes of head are enough to be forwarded.
  return [0, 0, 0x65, 0x58, ...be32(number), ...marked];
}

function sumOf(bytes: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return sum;
}

function put(packet: readonly number[], at: number, sum: number): number[] {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + (folded >>> 16);
  const value = ~folded & 0xffff || 0xffff;
  return [...packet.slice(0, at), ...be16(value), ...packet.slice(at + 2)];
}

const withChecksum = (packet: readonly number[], at: number) => put(packet, at, sumOf(packet));

function withPseudoChecksum(packet: readonly number[], at: number, { from, to, protocol }: Ends): number[] {
  return put(packet, at, sumOf(packet) + sumOf([...from, ...to]) + packet.length + protocol);
}

/** A flow in words for a failing test. */
export function describeFlow(flow: PolicyFlow): string {
  return `${formatAddress(flow.source)}:${flow.sourcePort} > ${formatAddress(flow.destination)}:${flow.destinationPort} proto ${flow.protocol}`;
}
