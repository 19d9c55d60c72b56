import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CaptureChild } from "./capture-child";

/** Programs that speak as tcpdump does and capture nothing. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-capture-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function speaking(name: string, script: string): CaptureChild {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const child = new CaptureChild("tcpdump", file, "eth9", null);
  child.output.resume();
  return child;
}

const ending = (captured: string, received: string, dropped: string) =>
  speaking(
    `ends-${captured}`,
    `printf '%s\\n' 'listening on eth9' '${captured} captured' '${received} received by filter' '${dropped} dropped by kernel' >&2`,
  );

describe("what the capturing program counted", () => {
  it("counts frames that it left in the kernel's buffer at its end as dropped", async () => {
    const child = ending("90 packets", "100 packets", "4 packets");
    await child.ended;
    expect(child.dropped).toBe(10);
  });

  it("takes the kernel's own count where nothing stayed behind, also of one packet", async () => {
    const child = ending("1 packet", "1 packet", "0 packets");
    await child.ended;
    expect(child.dropped).toBe(0);
    const one = ending("3 packets", "3 packets", "1 packet");
    await one.ended;
    expect(one.dropped).toBe(1);
  });

  it("knows nothing while it was told nothing", async () => {
    const child = speaking("silent", "exit 3");
    expect(await child.ended).toBe("tcpdump ended by itself (code 3).");
    expect(child.dropped).toBeNull();
  });
});

describe("why the capturing program ended", () => {
  it("is a card that is down, with the way to bring it up", async () => {
    const child = speaking("down", "echo 'tcpdump: eth9: That device is not up' >&2; exit 1");
    expect(await child.ended).toBe("eth9 is down. Bring it up: sudo ip link set eth9 up.");
  });

  it("is whoever killed it, and not what it said of itself before", async () => {
    const child = speaking("killed", "echo 'tcpdump: listening on eth9, snapshot length 262144' >&2; kill -9 $$");
    expect(await child.ended).toBe("tcpdump was ended from outside (SIGKILL).");
  });
});
