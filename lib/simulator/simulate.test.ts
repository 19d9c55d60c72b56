import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isInCidr } from "@/lib/domain/address";
import { SAMPLE_REFERENCE_US, type SimulatedFile, simulate } from "./simulate";

const hashes = (files: readonly SimulatedFile[]) =>
  files.map(({ path, bytes }) => `${path} ${createHash("sha256").update(bytes).digest("hex")}`);
const text = (files: readonly SimulatedFile[], path: string) =>
  new TextDecoder().decode(files.find((file) => file.path === path)?.bytes);

describe("the simulated plant", () => {
  const { files, truth } = simulate();

  it("is the same to the byte for the same seed and time", () => {
    expect(hashes(simulate().files)).toEqual(hashes(files));
  });

  it("is another plant for another seed, and the same at another time", () => {
    const other = simulate(8);
    expect(other.truth.devices.map(({ serial }) => serial)).not.toEqual(truth.devices.map(({ serial }) => serial));
    const later = simulate(7, { referenceUs: SAMPLE_REFERENCE_US + 86_400e6 });
    expect(later.truth).toEqual(truth);
    expect(hashes(later.files)).not.toEqual(hashes(files));
  });

  it("fits into ten megabytes", () => {
    expect(files.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(10e6);
  });

  it("has every kind of file, and a gzip that other programs unpack", () => {
    expect(new Set(files.map(({ kind }) => kind))).toEqual(new Set(["capture", "scan", "log", "list"]));
    const packed = files.find(({ path }) => path.endsWith(".gz"));
    const unpacked = gunzipSync(packed?.bytes ?? new Uint8Array());
    expect(unpacked.readUInt32LE(0)).toBe(0xa1b2c3d4);
  });

  it("describes more than 150 devices in eight zones, each once", () => {
    expect(truth.zones).toHaveLength(8);
    expect(truth.devices.length).toBeGreaterThan(150);
    expect(new Set(truth.devices.map(({ name }) => name)).size).toBe(truth.devices.length);
    const macs = truth.devices.flatMap((device) => device.macs);
    expect(new Set(macs).size).toBe(macs.length);
  });

  it("puts every device where its zone's networks are", () => {
    for (const device of truth.devices) {
      const zone = truth.zones.find(({ name }) => name === device.zone);
      const networks = zone?.cidrs.filter(({ realm }) => realm === device.realm) ?? [];
      expect(
        networks.some(({ cidr }) => isInCidr(device.ips[0] ?? "", cidr)),
        device.name,
      ).toBe(true);
    }
  });

  it("ships two cells with the same addresses and different devices", () => {
    const [a, b] = ["cell-a", "cell-b"].map((realm) => truth.devices.filter((device) => device.realm === realm));
    expect(a?.map(({ ips }) => ips[0])).toEqual(b?.map(({ ips }) => ips[0]));
    expect(a?.some((device) => b?.some(({ serial }) => serial !== null && serial === device.serial))).toBe(false);
  });

  it("approves nothing that is a story of a shadow device", () => {
    const lists = ["plant", "cell-a", "cell-b"].map((realm) => text(files, `lists/approved-${realm}.csv`)).join();
    for (const { name, isApproved } of truth.devices) expect(lists.includes(`${name},`), name).toBe(isApproved);
    expect(truth.devices.filter(({ isApproved }) => !isApproved).map(({ name }) => name)).toEqual([
      "cell-gw",
      "garden-cam",
      "BROTHER-SEW-7",
      "SUPPLIER-NB",
      "raspberrypi",
    ]);
  });

  it("tells stories about devices that exist", () => {
    const names = new Set(truth.devices.map(({ name }) => name));
    for (const story of truth.stories) for (const device of story.devices) expect(names).toContain(device);
  });
});
