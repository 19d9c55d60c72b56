import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { POST } from "@/app/api/v1/sensors/[id]/batches/route";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import type { Ledger } from "@/lib/domain/import/ledger";
import { closeQueue } from "@/lib/jobs/enqueue";
import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";
import { addSensor } from "@/lib/services/sensors/add-sensor";
import { simulate } from "@/lib/simulator/simulate";
import { be16, bytesOf, ethernet, hex, ipv4, pcap, udp } from "@/lib/testing/frames";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";

const PCAP_HEADER_BYTES = 24;

/**
 * The whole way for real: frames on a wire between two cards of a network namespace that this test makes, the system's
 * tcpdump, the sensor's own process, HTTP on loopback, a server that is away for a while.
 */
const NAMESPACE = `sightglass-${process.pid}`;
const TCPDUMP = programAt("tcpdump");
const TCPREPLAY = programAt("tcpreplay");

function programAt(name: string): string | null {
  const found = ["/usr/bin", "/usr/sbin", "/sbin"].map((folder) => join(folder, name)).find(isRunnable);
  return found ?? null;
}

function isRunnable(file: string): boolean {
  try {
    execFileSync(file, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function canMakeNamespaces(): boolean {
  try {
    execFileSync("ip", ["netns", "add", `${NAMESPACE}-try`], { stdio: "ignore" });
    execFileSync("ip", ["netns", "del", `${NAMESPACE}-try`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const ready = TCPDUMP !== null && TCPREPLAY !== null && canMakeNamespaces();
if (!ready)
  console.warn("The live sensor is not tested: it needs tcpdump, tcpreplay and the right to make network namespaces.");

const inside = (...command: string[]) =>
  execFileSync("ip", ["netns", "exec", NAMESPACE, ...command], { stdio: "pipe" }).toString();

let folder: string;
let server: Server | null = null;
let port = 0;
let sensor: ChildProcess | null = null;
let said = "";

async function startServer(): Promise<void> {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const id = /sensors\/([^/]+)\/batches/.exec(request.url ?? "")?.[1] ?? "";
    const headers = new Headers();
    for (const [key, value] of Object.entries(request.headers)) if (typeof value === "string") headers.set(key, value);
    const asked = new Request(`http://127.0.0.1:${port}${request.url}`, {
      method: "POST",
      headers,
      body: Buffer.concat(chunks),
    });
    const answer = await POST(asked, { params: Promise.resolve({ id }) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
}

async function stopServer(): Promise<void> {
  const open = server;
  server = null;
  open?.closeAllConnections();
  if (open) await new Promise((done) => open.close(done));
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 3_000; tries++) {
    if (await isSo()) return;
    await sleep(100);
  }
  throw new Error(`${what} did not come about. The sensor said: ${said}`);
}

/** What both ways have to agree on; times differ, because the wire's are those of the replay. */
async function facts() {
  const devices = await sql.query("select macs, ips, vendor, model, firmware, serial from device order by macs, ips");
  const conversations = await sql.query(
    `select initiator_ip, initiator_mac, responder_ip, responder_mac, transport, port, protocol,
            sum(packets) as packets, sum(bytes) as bytes
       from conversation group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`,
  );
  return { devices, conversations };
}

const simulated = simulate().files.find((it) => it.path.endsWith(".pcap"));
/** What cards of an ordinary setting would not carry: a tagged frame of a substation, and frames far above 1,500 bytes. */
const LARGEST_MTU = "65535";
const unusual = [
  ethernet(0x8100, bytesOf(be16(0x8001), be16(0x88b8), hex("0001000800000000"))),
  ethernet(0x0800, ipv4(17, udp(5_000, 5_001, new Uint8Array(8_972)))),
  ethernet(0x8100, bytesOf(be16(100), be16(0x0800), ipv4(17, udp(5_000, 5_001, new Uint8Array(15_000))))),
];
const capture = new Uint8Array(
  Buffer.concat([simulated?.bytes ?? new Uint8Array(), pcap(unusual).subarray(PCAP_HEADER_BYTES)]),
);

describe.skipIf(!ready)("a sensor on a wire", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(inject("testFolder"), "sensor-"));
    execFileSync("ip", ["netns", "add", NAMESPACE]);
    inside("ip", "link", "add", "talk", "type", "veth", "peer", "name", "listen");
    for (const card of ["talk", "listen"]) {
      // A card of its own accord announces itself by IPv6; the capture has to hold what was replayed and no more.
      inside("sysctl", "-qw", `net.ipv6.conf.${card}.disable_ipv6=1`);
      inside("ip", "link", "set", card, "mtu", LARGEST_MTU, "up");
    }
    const wrapper = join(folder, "tcpdump");
    writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${NAMESPACE} ${TCPDUMP} "$@"\n`);
    chmodSync(wrapper, 0o755);
    writeFileSync(join(folder, "plant.pcap"), capture);
  });

  afterAll(async () => {
    sensor?.kill("SIGKILL");
    await stopServer();
    execFileSync("ip", ["netns", "del", NAMESPACE]);
    rmSync(folder, { recursive: true, force: true });
    await closeQueue();
    await closeDatabase();
  });

  it("learns what the file import learns, also when the server is away for a while", async () => {
    const { files } = await takeIn([{ name: "plant.pcap", bytes: capture }]);
    const frames = (files[0]?.ledger as Ledger | undefined)?.records;
    const fromFile = await facts();
    expect(fromFile.devices.length).toBeGreaterThan(10);
    await emptyDatabase();

    const { token } = await addSensor(systemActor, { site: "Plant", realm: "plant", name: "wire" });
    await startServer();
    const spool = join(folder, "spool");
    const sent = ["--every", "1", "--spool", spool, "--server", `http://127.0.0.1:${port}`];
    sensor = spawn(process.execPath, ["bin/sightglass.mjs", "sensor", "--interface", "listen", ...sent], {
      cwd: resolve("."),
      // biome-ignore lint/style/noProcessEnv: the sensor runs as a process of its own, with the wrapped tcpdump found first
      env: { ...process.env, PATH: `${folder}:/usr/sbin:/usr/bin:/sbin:/bin`, SIGHTGLASS_SENSOR_TOKEN: token },
      stdio: ["ignore", "ignore", "pipe"],
    });
    sensor.stderr?.on("data", (text) => {
      said += String(text);
    });
    // The kernel lists a socket for packets once tcpdump really listens.
    await until("listening", () => inside("cat", "/proc/net/packet").trim().split("\n").length > 1);
    await stopServer();
    inside(TCPREPLAY as string, "--intf1=talk", "--pps=4000", join(folder, "plant.pcap"));
    const waiting = () => readdirSync(spool).filter((it) => it.endsWith(".json.gz")).length;
    await until("a batch that waits on disk", () => waiting() > 0);
    await startServer();
    await until("an empty spool", () => waiting() === 0);
    // The last frames pass through the kernel's buffer when tcpdump gets its turn.
    await until("every frame", async () => {
      const [sum] = await sql.query<{ packets: number }>("select sum(packets)::int as packets from sensor_batch");
      return sum?.packets === frames;
    });
    const ended = once(sensor, "exit");
    sensor.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
    await refreshInventory();
    const live = await facts();
    expect(live.conversations).toEqual(fromFile.conversations);
    expect(live.devices).toEqual(fromFile.devices);
  });
});
