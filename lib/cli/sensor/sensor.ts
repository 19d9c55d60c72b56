import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dataFolder } from "@/lib/config/data-folder";
import { sensorEnvironment } from "@/lib/config/env";
import type { SensorHealth } from "@/lib/contracts/sensors";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { isLoopback } from "@/lib/domain/knowledge/feed-address";
import type { SensorLink } from "@/lib/domain/sensor/sensor-state";
import { CaptureSession } from "@/lib/ingest/capture/capture-session";
import type { Command, Platform } from "../command";
import { UsageError } from "../command";
import { DEFAULT_SITE } from "../default-place";
import { explainSystemError } from "../explain-system-error";
import { print, tell } from "../output";
import { parseOnlyOptions } from "../parse-options";
import { BatchSender } from "./batch-sender";
import { BatchSpool } from "./batch-spool";
import { CaptureChild, CaptureFailure, findCaptureProgram } from "./capture-child";
import { InterfaceLink } from "./interface-link";
import { Listening } from "./listening";
import { makeBatches } from "./make-batches";
import { LOOK_EVERY_MS, SilenceWatch } from "./silence-watch";
import { claimSpool } from "./spool-claim";

const DEFAULT_EVERY_S = 60;
const DEFAULT_SPOOL_MB = 256;
/** At the end, what is left is sent for so long; the rest waits on disk for the next start. */
const LAST_WORDS_MS = 5_000;
const INTERFACE = /^[A-Za-z0-9_.:@-]{1,60}$/;

export const sensor: Command = {
  help: `Usage: sightglass sensor --interface NAME --server URL --token TOKEN [--filter TEXT] [--every SECONDS]
                         [--spool FOLDER] [--spool-mb NUMBER]
       sightglass sensor --read FILE --server URL --token TOKEN
       sightglass sensor add --realm NAME [--site NAME] --name NAME

Listens with the system's tcpdump or dumpcap and sends what it learned, never packets, to a Sightglass server. While the
server is away, batches wait on disk. docs/sensor.md says which privileges the capturing program needs.

  --interface NAME   where to listen
  --read FILE        a capture in place of an interface; ends when everything was sent, or the token is refused
  --server URL       the server's address
  --token TOKEN      as the Sensors page shows it once; or in the variable SIGHTGLASS_SENSOR_TOKEN
  --filter TEXT      what to capture, in pcap's filter language (default everything)
  --every SECONDS    how often to send (default ${DEFAULT_EVERY_S})
  --spool FOLDER     where batches wait (default sensor-… in the data folder)
  --spool-mb NUMBER  how much of them at most (default ${DEFAULT_SPOOL_MB}); beyond it the oldest are made one

  --realm NAME       add: the address space that it listens in
  --site NAME        add: the plant of that realm (default "${DEFAULT_SITE}")
  --name NAME        add: what the sensor is called

add makes a sensor on this machine's own server and prints its token.`,

  async run(args, platform) {
    if (args[0] === "add") return addSensor(args.slice(1), platform);
    const values = parseOnlyOptions("sensor", args, {
      interface: { type: "string" },
      read: { type: "string" },
      server: { type: "string" },
      token: { type: "string" },
      filter: { type: "string" },
      every: { type: "string" },
      spool: { type: "string" },
      "spool-mb": { type: "string" },
    });
    if ((values.interface === undefined) === (values.read === undefined)) {
      throw new UsageError("sensor needs either --interface NAME or --read FILE");
    }
    if (values.interface !== undefined && !INTERFACE.test(values.interface)) {
      throw new UsageError(`"${values.interface}" is no name of an interface`);
    }
    const token = values.token ?? sensorEnvironment().token ?? "";
    const sensorId = sensorIdOf(token);
    const folder = values.spool ? resolve(values.spool) : resolve(dataFolder(), `sensor-${sensorId}`);
    const maxBytes = numberOf(values["spool-mb"], "--spool-mb", DEFAULT_SPOOL_MB) * 1024 * 1024;
    const address = batchAddress(values.server, sensorId);
    const everyMs = numberOf(values.every, "--every", DEFAULT_EVERY_S) * 1_000;
    const { interface: interfaceName, read, filter } = values;
    // First of all: another sensor may number and write batches there.
    const claim = await claimSpool(folder, platform.claimFolder);
    try {
      const spool = await BatchSpool.open(folder, maxBytes);
      if (claim.wasCut) await spool.countCut();
      const name = interfaceName ?? read ?? "";
      const run = new SensorRun(spool, address, token, everyMs, name, read !== undefined);
      return read === undefined
        ? await run.listen(filter ?? null, platform.whenAskedToEnd)
        : await run.readFile(resolve(read));
    } finally {
      claim.release();
    }
  },
};

/** One run: takes what was learned every so often, puts it on disk, and sends what stands there. */
class SensorRun {
  private readonly startedAtUs = Date.now() * 1_000;
  private readonly ending = new AbortController();
  private readonly sender: BatchSender;
  private readonly watch: SilenceWatch;
  private heard: { readonly records: number; readonly dropped: number | null } = { records: 0, dropped: null };
  private decoded = 0;
  private ignored = 0;
  private droppedBefore = 0;
  private program = "file";
  private link: SensorLink | null = null;
  private fault = "";

  constructor(
    private readonly spool: BatchSpool,
    address: URL,
    token: string,
    private readonly everyMs: number,
    private readonly name: string,
    private readonly isFile: boolean,
  ) {
    this.sender = new BatchSender(spool, address, token, this.ending.signal, isFile);
    this.watch = new SilenceWatch(name, performance.now());
  }

  async listen(filter: string | null, whenAskedToEnd: Platform["whenAskedToEnd"]): Promise<number> {
    const found = await findCaptureProgram(sensorEnvironment().searchPath).catch((error) => {
      if (error instanceof CaptureFailure) return error;
      throw error;
    });
    if (found instanceof CaptureFailure) {
      tell(`sightglass sensor: ${found.message}`);
      return 1;
    }
    this.program = found.program;
    const listening = new Listening({
      start: () => new CaptureChild(found.program, found.file, this.name, filter),
      ship: (result) => this.ship(result),
      tell: (sentence) => tell(`sightglass sensor: ${sentence}`),
    });
    this.heard = listening;
    whenAskedToEnd(() => listening.end());
    tell(`sightglass sensor: listening on ${this.name} with ${this.program}.`);
    this.sendOn();
    const timer = setInterval(() => void this.ship(listening.take()), this.everyMs);
    const link = new InterfaceLink(this.name);
    this.link = await link.read();
    const watchTimer = setInterval(() => void this.lookAround(link), LOOK_EVERY_MS);
    const failure = await listening.run();
    clearInterval(timer);
    clearInterval(watchTimer);
    await this.sayLastWords();
    if (failure === null) return 0;
    tell(`sightglass sensor: ${failure}`);
    return 1;
  }

  async readFile(path: string): Promise<number> {
    const session = new CaptureSession();
    const heard = { records: 0, dropped: null };
    this.heard = heard;
    const ship = (result: DiscoveryResult) => {
      heard.records = session.records;
      return this.ship(result);
    };
    let takenAt = performance.now();
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      session.push(chunk as Uint8Array);
      if (performance.now() - takenAt < this.everyMs) continue;
      takenAt = performance.now();
      await ship(session.take());
    }
    await ship(session.finish());
    await this.sender.send();
    this.sayWhatWaits();
    return this.spool.size > 0 ? 1 : 0;
  }

  private async lookAround(link: InterfaceLink): Promise<void> {
    this.link = await link.read();
    const sentence = this.watch.look(this.heard.records, performance.now(), this.link);
    if (sentence) tell(`sightglass sensor: ${sentence}`);
  }

  private async ship(result: DiscoveryResult): Promise<void> {
    this.decoded += result.ledger.parsed + result.ledger.truncated;
    this.ignored += result.ledger.ignored + result.ledger.malformed;
    const dropped = Math.max(0, (this.heard.dropped ?? 0) - this.droppedBefore);
    this.droppedBefore += dropped;
    const batches = makeBatches(result, { nowMs: Date.now(), dropped, health: this.health() });
    for (const batch of batches) {
      try {
        await this.spool.add(batch);
        this.fault = "";
      } catch (error) {
        this.sayFault(error, "What was heard meanwhile is counted as lost; listening goes on.");
      }
    }
    this.sendOn();
  }

  private sendOn(): void {
    this.sender.send().catch((error) => this.sayFault(error, "Trying again with the next batch."));
  }

  /** What the system refuses is said once, until it works again. */
  private sayFault(error: unknown, andThen: string): void {
    const sentence = `sightglass sensor: ${explainSystemError(error) ?? String(error)} ${andThen}`;
    if (sentence !== this.fault) tell(sentence);
    this.fault = sentence;
  }

  private health(): SensorHealth {
    return {
      interfaceName: this.name.slice(-120),
      program: this.program,
      received: this.heard.records,
      dropped: this.heard.dropped,
      decoded: this.decoded,
      ignored: this.ignored,
      spoolBatches: this.spool.size,
      spoolBytes: this.spool.bytes,
      startedAtUs: this.startedAtUs,
      everyMs: this.isFile ? null : this.everyMs,
      silentMs: this.isFile ? null : this.watch.silentMs(this.heard.records, performance.now()),
      link: this.link,
      // Known when the batch is sent.
      sent: null,
    };
  }

  private async sayLastWords(): Promise<void> {
    await Promise.race([this.sender.send().catch(() => {}), sleep(LAST_WORDS_MS)]);
    this.ending.abort();
    this.sayWhatWaits();
  }

  private sayWhatWaits(): void {
    const { size } = this.spool;
    if (size === 0) return;
    tell(`sightglass sensor: ${size} ${size === 1 ? "batch waits" : "batches wait"} on disk for the next start.`);
  }
}

function sensorIdOf(token: string): string {
  const hex = /^sgs_([0-9a-f]{32})_[A-Za-z0-9_-]{43}$/.exec(token)?.[1];
  if (!hex) throw new UsageError("sensor needs --token as the Sensors page shows it (sgs_…)");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function batchAddress(server: string | undefined, sensorId: string): URL {
  const base = URL.parse(server ?? "");
  if (!base || !/^https?:$/.test(base.protocol))
    throw new UsageError("sensor needs --server with an http or https address");
  if (base.protocol === "http:" && !isLoopback(base.hostname)) {
    tell("sightglass sensor: the address is http: token and evidence travel in clear. Use https.");
  }
  return new URL(`/api/v1/sensors/${sensorId}/batches`, base);
}

function numberOf(text: string | undefined, option: string, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isFinite(value) || value < 1 || value > 86_400)
    throw new UsageError(`${option} takes a number from 1 to 86400`);
  return value;
}

async function addSensor(args: readonly string[], platform: Platform): Promise<number> {
  const values = parseOnlyOptions("sensor add", args, {
    site: { type: "string" },
    realm: { type: "string" },
    name: { type: "string" },
  });
  const { realm, name, site = DEFAULT_SITE } = values;
  if (!realm || !name) throw new UsageError("sensor add needs --realm NAME and --name NAME");
  const { withDatabase } = await import("../with-database");
  return withDatabase(platform, async () => {
    const { systemActor } = await import("@/lib/auth/session");
    const { addSensor: add } = await import("@/lib/services/sensors/add-sensor");
    const { token } = await add(systemActor, { site, realm, name });
    tell(`Added the sensor ${name} in ${realm} of ${site}. Its token is shown only now:`);
    print(token);
    return 0;
  });
}
