import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, tcp, udp } from "@/lib/testing/frames";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { getOverview } from "../overview/get-overview";
import { getCoverage } from "./get-coverage";

afterAll(closeDatabase);
beforeEach(emptyDatabase);

const FROM_US = 1_700_000_000_000_000;
const HOUR_US = 3_600_000_000;
const text = (value: string) => new TextEncoder().encode(value);
const out = (port: number, payload: string, flags = "A", sequence = 2) =>
  ethernet(0x0800, ipv4(6, tcp(port, 22, text(payload), { flags, sequence })));
const back = (port: number, payload: string, flags = "A", sequence = 2) =>
  ethernet(0x0800, ipv4(6, tcp(22, port, text(payload), { flags, sequence }), { from: IP_B, to: IP_A }), {
    from: MAC_B,
    to: MAC_A,
  });
const whole = [
  out(40_000, "", "S", 1),
  back(40_000, "", "SA", 1),
  out(40_000, "SSH-2.0-a\r\n"),
  back(40_000, "SSH-2.0-b\r\n"),
];
const oneSided = [out(41_000, "SSH-2.0-a\r\n")];

function captureOf(frames: readonly Uint8Array[], fromUs: number): Buffer {
  return Buffer.concat([pcapHeader(1), ...frames.map((it, at) => pcapRecord(it, it.length, fromUs + at))]);
}

it("says that nothing was taken in, rather than that all is well", async () => {
  const coverage = await getCoverage(systemActor);
  expect(coverage).toMatchObject({ sources: [], sentence: expect.stringContaining("Nothing has been taken in") });
});

it("adds up what several captures of a source saw, with the pause between them", async () => {
  await takeIn([{ name: "a.pcap", bytes: captureOf(whole, FROM_US) }]);
  await takeIn([{ name: "b.pcap", bytes: captureOf([...whole, ...oneSided], FROM_US + 3 * HOUR_US) }], {
    realm: "plant",
  });
  const [source, ...others] = (await getCoverage(systemActor)).sources;
  expect(others).toEqual([]);
  expect(source).toMatchObject({ realm: "plant", sensor: null, contents: 2, packets: 9, droppedPackets: null });
  expect(source?.shares.encrypted).toBe(1);
  expect(source?.gaps).toHaveLength(1);
  const kinds = source?.spots.map((it) => it.kind);
  expect(kinds).toEqual(expect.arrayContaining(["encrypted", "gap", "short"]));
});

it("tells a mirror that sees one direction only", async () => {
  const { state } = await takeIn([{ name: "half.pcap", bytes: captureOf(oneSided, FROM_US) }]);
  expect(state).toBe("done");
  const [source] = (await getCoverage(systemActor)).sources;
  expect(source?.shares.oneSided).toBe(1);
  expect(source?.spots[0]).toMatchObject({ kind: "one-sided", advice: expect.stringContaining("both directions") });
});

it("counts the same capture once, and keeps realms apart", async () => {
  const bytes = captureOf(whole, FROM_US);
  await takeIn([{ name: "a.pcap", bytes }]);
  await takeIn([{ name: "again.pcap", bytes }]);
  await takeIn([{ name: "a.pcap", bytes }], { realm: "cell" });
  const { sources } = await getCoverage(systemActor);
  expect(sources.map((it) => [it.realm, it.packets])).toEqual([
    ["cell", 4],
    ["plant", 4],
  ]);
});

it("knows no share of what a list does not hold", async () => {
  await takeIn([{ name: "list.csv", bytes: Buffer.from("name,ip\nA,10.0.0.1\n") }]);
  const [source] = (await getCoverage(systemActor)).sources;
  expect(source?.shares).toMatchObject({ oneSided: null, encrypted: null, undecoded: 0 });
});

it("is measured when an import ends, and for contents that are older than the measuring", async () => {
  await takeIn([{ name: "a.pcap", bytes: captureOf(whole, FROM_US) }]);
  expect(await sql.query("select 1 from content_coverage")).toHaveLength(1);
  await sql.run("delete from content_coverage");
  expect((await getCoverage(systemActor)).sources).toHaveLength(1);
});

it("stands on the overview in one sentence that leads to the page", async () => {
  await takeIn([{ name: "half.pcap", bytes: captureOf(oneSided, FROM_US) }]);
  const { blindSpots } = await getOverview(systemActor);
  expect(blindSpots[0]).toMatchObject({ href: "/discovery/coverage", text: expect.stringContaining("blind spot") });
});

it("counts a file that could not be read once, however often it was brought in", async () => {
  const hopeless = { name: "photo.png", bytes: Buffer.from("\x89PNG\r\n\x1a\n and no more", "latin1") };
  const lost = async () =>
    (await getCoverage(systemActor)).general.filter(({ text: it }) => /could not be read;/.test(it));
  await takeIn([hopeless]);
  await takeIn([hopeless]);
  expect(await lost()).toMatchObject([{ text: expect.stringMatching(/^1 file /) }]);
  await takeIn([{ ...hopeless, name: "other.png" }]);
  expect(await lost()).toMatchObject([{ text: expect.stringMatching(/^2 files /) }]);
});

it("forgets that a file could not be read once it was", async () => {
  const list = { name: "list.csv", bytes: Buffer.from("name,ip\nA,10.0.0.1\n") };
  await takeIn([list]);
  await sql.run("update import_file set state = 'failed'");
  expect((await getCoverage(systemActor)).general.map(({ text: it }) => it).join()).toMatch("1 file could not be read");
  await takeIn([list]);
  expect((await getCoverage(systemActor)).general.map(({ text: it }) => it).join()).not.toMatch("could not be read;");
});

it("names what never proved to be a device with its reason, and leads to it", async () => {
  const asked = ethernet(0x0800, ipv4(17, udp(5000, 5001, text("hello")), { from: IP_A, to: IP_B }), {
    from: MAC_A,
    to: MAC_B,
  });
  await takeIn([{ name: "asked.pcap", bytes: captureOf([asked], FROM_US) }]);
  const { unconfirmed, general } = await getCoverage(systemActor);
  const counted = unconfirmed.reduce((sum, { count }) => sum + count, 0);
  expect(counted).toBeGreaterThan(0);
  expect(unconfirmed[0]).toMatchObject({
    realm: "Plant / plant",
    reason: expect.stringContaining("never sent a frame"),
  });
  expect(general).toContainEqual({
    text: expect.stringMatching(new RegExp(`^${counted} address`)),
    href: "/discovery/coverage#unconfirmed",
  });
});
