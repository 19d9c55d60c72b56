import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { ethernet, ipv4, udp } from "@/lib/testing/frames";
import { CaptureChild } from "./capture-child";
import { Listening } from "./listening";

/** A program that speaks as tcpdump does: each start hands over one frame, and what it does then is asked of the test. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-listening-"));
  const frame = ethernet(0x0800, ipv4(17, udp(5000, 5001, new Uint8Array(20))));
  writeFileSync(join(folder, "capture"), Buffer.concat([pcapHeader(1), pcapRecord(frame, frame.length, 1)]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CAPTURES = () => `echo 'tcpdump: listening on eth9' >&2; cat ${folder}/capture`;
const COUNTED = "printf '1 packet captured\\n3 packets received by filter\\n2 packets dropped by kernel\\n' >&2";
const UNTIL_ASKED = "trap 'exit 0' INT; while :; do sleep 0.05; done";

function listeningTo(scripts: readonly string[]) {
  const said: string[] = [];
  const shipped: number[] = [];
  let starts = 0;
  const listening = new Listening({
    start: () => {
      const file = join(folder, `program-${starts}`);
      writeFileSync(file, `#!/bin/sh\n${scripts[Math.min(starts, scripts.length - 1)]}\n`);
      chmodSync(file, 0o755);
      starts += 1;
      return new CaptureChild("tcpdump", file, "eth9", null);
    },
    ship: async (result) => {
      shipped.push(result.ledger.records);
      if (starts === scripts.length) listening.end();
    },
    tell: (sentence) => {
      said.push(sentence);
    },
    beginAgainMs: 1,
  });
  return { listening, said, shipped };
}

it("begins again when the capturing program ends by itself, and adds up what its runs counted", async () => {
  const dies = `${CAPTURES()}; ${COUNTED}; kill -9 $$`;
  const { listening, said, shipped } = listeningTo([dies, dies, dies]);
  expect(await listening.run()).toBeNull();
  expect(shipped).toEqual([1, 1, 1]);
  expect(listening.records).toBe(3);
  expect(listening.dropped).toBe(6);
  expect(said).toContain("tcpdump was ended from outside (SIGKILL). Listening begins again by itself.");
});

it("waits for a card that went away, and says so once", async () => {
  const gone = "echo 'tcpdump: eth9: No such device exists' >&2; exit 1";
  const lost = `${CAPTURES()}; echo 'tcpdump: pcap_loop: The interface disappeared' >&2; exit 1`;
  const { listening, said, shipped } = listeningTo([lost, gone, gone, gone, CAPTURES()]);
  expect(await listening.run()).toBeNull();
  expect(shipped).toEqual([1, 1]);
  expect(said.filter((it) => it.startsWith("There is no interface eth9."))).toHaveLength(1);
});

it("ends with the reason when it never began, and ships nothing that would look alive", async () => {
  const { listening, shipped } = listeningTo(["echo 'tcpdump: eth9: No such device exists' >&2; exit 1", ""]);
  expect(await listening.run()).toMatch(/^There is no interface eth9\./);
  expect(shipped).toEqual([]);
});

it("ends when it is asked to, also while it waits to begin again", async () => {
  const { listening } = listeningTo([`${CAPTURES()}; ${UNTIL_ASKED}`]);
  const asked = setInterval(() => {
    if (listening.records > 0) listening.end();
  }, 10);
  expect(await listening.run()).toBeNull();
  clearInterval(asked);
});
