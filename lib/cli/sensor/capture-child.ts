import { type ChildProcessByStdio, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";

/** Programs that capture, the one with counters first. What they may see is their privilege, never ours. */
const PROGRAMS = ["tcpdump", "dumpcap"] as const;
type Program = (typeof PROGRAMS)[number];

/** Where systems put them without naming the folder in everybody's PATH. */
const FOLDERS = ["/usr/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/local/sbin"];
const MAX_STDERR = 4_096;
/** Room in the kernel for a burst, and for seconds in which the program gets no turn; both programs' default is 2 MiB. */
const KERNEL_BUFFER_MIB = 32;

/** A sentence that says what to do; the sensor ends with it. */
export class CaptureFailure extends Error {}

/** `searchPath` as in PATH. Throws CaptureFailure when neither is there. */
export async function findCaptureProgram(searchPath: string): Promise<{ program: Program; file: string }> {
  for (const program of PROGRAMS) {
    for (const folder of new Set([...searchPath.split(delimiter), ...FOLDERS])) {
      if (folder === "") continue;
      const file = join(folder, program);
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return { program, file };
    }
  }
  throw new CaptureFailure("Neither tcpdump nor dumpcap is installed. Install one of them (apt-get install tcpdump).");
}

const ARGUMENTS: Readonly<Record<Program, (interfaceName: string, filter: string | null) => string[]>> = {
  tcpdump: (name, filter) => [
    ...["-i", name, "-B", `${KERNEL_BUFFER_MIB * 1024}`, "-n", "-U", "-s", "0", "-w", "-"],
    ...(filter === null ? [] : ["--", filter]),
  ],
  dumpcap: (name, filter) => [
    ...["-q", "-P", "-i", name, "-B", `${KERNEL_BUFFER_MIB}`, "-w", "-"],
    ...(filter === null ? [] : ["-f", filter]),
  ],
};

/** The running program: packets on `output`, what it counted, and why it ended. */
export class CaptureChild {
  readonly output: Readable;
  /** Resolves when it has ended and all its output was handed over: null when it was asked to, else a sentence. */
  readonly ended: Promise<string | null>;
  /** Packets of the interface that were not handed over since the start; null while nobody knows. */
  dropped: number | null = null;
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;
  private stderr = "";
  private isAsked = false;

  constructor(
    readonly program: Program,
    file: string,
    private readonly interfaceName: string,
    filter: string | null,
  ) {
    this.child = spawn(file, ARGUMENTS[program](interfaceName, filter), { stdio: ["ignore", "pipe", "pipe"] });
    this.output = this.child.stdout;
    this.child.stderr.setEncoding("utf8");
    this.child.stderr.on("data", (text: string) => this.hear(text));
    this.ended = new Promise((resolve) => {
      this.child.once("error", (error) => resolve(`${program} could not be started: ${error.message}.`));
      this.child.once("close", (code, signal) => {
        this.countWhatStayedBehind();
        resolve(this.isAsked ? null : this.explain(code, signal));
      });
    });
  }

  /** Asks for its counters; tcpdump answers to SIGUSR1 with a line on stderr, dumpcap at its end only. */
  askCounters(): void {
    if (this.program === "tcpdump" && this.child.exitCode === null && this.stderr.includes("listening on")) {
      this.child.kill("SIGUSR1");
    }
  }

  end(): void {
    this.isAsked = true;
    if (this.child.exitCode === null) this.child.kill("SIGINT");
  }

  private hear(text: string): void {
    const found = /(\d+) packets? dropped by kernel|Packets received\/dropped on interface .*?: \d+\/(\d+)/.exec(text);
    if (found) this.dropped = Number(found[1] ?? found[2]);
    const all = this.stderr + text;
    // The beginning says whether it listens, the end why it stopped.
    this.stderr = all.length <= MAX_STDERR ? all : all.slice(0, MAX_STDERR / 2) + all.slice(-MAX_STDERR / 2);
  }

  /**
   * At its end tcpdump leaves what still stands in the kernel's buffer. Its last words then count fewer packets as captured
   * than as received by filter, among which are the dropped ones (pcap_stats(3PCAP), ps_recv on Linux).
   */
  private countWhatStayedBehind(): void {
    const found = /^(\d+) packets? captured\n(\d+) packets? received by filter$/m.exec(this.stderr);
    if (found) this.dropped = Math.max(this.dropped ?? 0, Number(found[2]) - Number(found[1]));
  }

  private explain(code: number | null, signal: NodeJS.Signals | null): string {
    const { program, interfaceName } = this;
    if (/permission|not permitted|privilege/i.test(this.stderr)) {
      return `${program} may not capture on ${interfaceName}. Let it: sudo setcap cap_net_raw,cap_net_admin=eip "$(command -v ${program})", or run the sensor by the unit of docs/sensor.md.`;
    }
    if (/no such device|doesn't exist|not exist|There is no device|disappeared|no longer exists/i.test(this.stderr)) {
      return `There is no interface ${interfaceName}. "${program} -D" lists those that there are.`;
    }
    if (/device is not up|interface went down|network is down/i.test(this.stderr)) {
      return `${interfaceName} is down. Bring it up: sudo ip link set ${interfaceName} up.`;
    }
    if (signal) return `${program} was ended from outside (${signal}).`;
    const last = this.stderr.trim().split("\n").at(-1) ?? "";
    return `${program} ended by itself (code ${code})${last === "" ? "" : `: ${last}`}${last.endsWith(".") ? "" : "."}`;
  }
}
