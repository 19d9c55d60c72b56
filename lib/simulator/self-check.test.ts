import { beforeAll, describe, expect, it } from "vitest";
import type { Device, Inventory } from "@/lib/domain/device/device";
import { resolve } from "@/lib/domain/identity/resolve";
import type { Approval, DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import type { Evidence, IdentityField } from "@/lib/domain/observation";
import { readSource } from "@/lib/ingest/read-source";
import { macVendor } from "@/lib/reference/mac-vendor";
import { SAMPLE_REFERENCE_US, type SimulatedFile, simulate } from "./simulate";
import type { TruthDevice } from "./truth";

/** The simulated files, through the real importers and the real merge, against what the simulator knows about them. */

const { files, truth } = simulate();
const STATED: readonly (IdentityField & keyof TruthDevice)[] = [
  "name",
  "vendor",
  "model",
  "orderNumber",
  "firmware",
  "serial",
];

let results: { file: SimulatedFile; result: DiscoveryResult; evidence: Evidence[] }[] = [];
let inventory: Inventory;

async function read(file: SimulatedFile) {
  async function* chunks() {
    yield file.bytes;
  }
  const fileName = file.path.split("/").at(-1) ?? file.path;
  const { result, fileSha256 } = await readSource(chunks(), { fileName });
  const origin = { realm: file.realm, fileSha256, fileName, format: result.format };
  return { file, result, evidence: result.observations.map((observation) => ({ observation, origin })) };
}

const merge = (evidence: readonly Evidence[]) => resolve(evidence, [], { nowUs: SAMPLE_REFERENCE_US, macVendor });

beforeAll(async () => {
  results = await Promise.all(files.map(read));
  inventory = merge(results.flatMap(({ evidence }) => evidence));
});

const macsOf = (device: Device) => device.interfaces.flatMap(({ mac }) => (mac === null ? [] : [mac]));
const ipsOf = (device: Device) => device.interfaces.flatMap(({ addresses }) => addresses.map(({ ip }) => ip));

/** Devices that show one of its cards, or, where no file shows a card, its address. */
function found(wanted: TruthDevice): Device[] {
  return inventory.devices.filter((device) => {
    if (!device.realms.includes(wanted.realm)) return false;
    if (wanted.macs.length > 0) return macsOf(device).some((mac) => wanted.macs.includes(mac));
    return ipsOf(device).some((ip) => wanted.ips.includes(ip));
  });
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/^v(?=\d)/, "")
    .replace(/[^a-z0-9]/g, "");
const agrees = (value: string, wanted: string) =>
  plain(value).includes(plain(wanted)) || (plain(value).length > 3 && plain(wanted).includes(plain(value)));

describe("the simulated plant, read and merged", () => {
  it("is read without a damaged or unexplained record", () => {
    for (const { file, result } of results) {
      expect(ledgerReconciles(result.ledger), file.path).toBe(true);
      expect([result.ledger.malformed, result.ledger.truncated, result.warnings.length], file.path).toEqual([0, 0, 0]);
      expect(result.ledger.parsed, file.path).toBeGreaterThan(0);
    }
  });

  it("has every device of the truth once", () => {
    const counts = truth.devices.map((device) => `${device.realm}/${device.name} ×${found(device).length}`);
    expect(counts.filter((it) => !it.endsWith("×1"))).toEqual([]);
  });

  it("has no device that the truth does not know", () => {
    const known = new Set(truth.devices.flatMap(found));
    expect(
      inventory.devices.filter((device) => !known.has(device)).map((device) => [macsOf(device), ipsOf(device)]),
    ).toEqual([]);
  });

  it("knows of each what the files state about it", () => {
    const wrong: string[] = [];
    for (const wanted of truth.devices) {
      const [device] = found(wanted);
      for (const field of STATED) {
        const value = wanted[field];
        if (typeof value !== "string") continue;
        const shown = device?.fields[field]?.value;
        if (shown === undefined || !agrees(shown, value)) wrong.push(`${wanted.name} ${field}: ${value}, not ${shown}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("knows every card and every address that a device had", () => {
    const wrong: string[] = [];
    for (const wanted of truth.devices) {
      const device = found(wanted)[0];
      if (!device) continue;
      const missing = [
        ...wanted.macs.filter((mac) => !macsOf(device).includes(mac)),
        ...wanted.ips.filter((ip) => !ipsOf(device).includes(ip)),
      ];
      if (missing.length > 0) wrong.push(`${wanted.name} lacks ${missing.join(" ")}`);
    }
    expect(wrong).toEqual([]);
  });

  it("knows the services that devices answered on", () => {
    const wrong: string[] = [];
    for (const wanted of truth.devices) {
      const services = found(wanted)[0]?.services ?? [];
      for (const { transport, port, protocol } of wanted.services) {
        const match = services.find((it) => it.transport === transport && it.port === port);
        if (match?.protocol !== protocol)
          wrong.push(`${wanted.name} ${transport}/${port} ${protocol}, not ${match?.protocol}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("gives the router's cards to the router alone", () => {
    const router = truth.devices.find(({ name }) => name === "CORE-ROUTER") as TruthDevice;
    const holders = inventory.devices.filter((device) => macsOf(device).some((mac) => router.macs.includes(mac)));
    expect(holders).toHaveLength(1);
    expect(ipsOf(holders[0] as Device).sort()).toEqual([...router.ips].sort());
  });

  it("puts no host on the VLAN of the router's other side", () => {
    const vlansOf = (name: string) =>
      found(truth.devices.find((it) => it.name === name) as TruthDevice)[0]?.interfaces.flatMap(({ vlans }) => vlans);
    expect(vlansOf("PLC-1")).toEqual([]);
    expect(vlansOf("RTU-01")).toEqual([]);
    expect(vlansOf("HMI-1")).toEqual([21]);
    expect(vlansOf("HISTORIAN-1")).toEqual([25, 35]);
  });

  it("keeps the two cells with the same addresses apart", () => {
    for (const [a, b] of [["PACK-A-PLC", "PACK-B-PLC"]] as const) {
      const [one, two] = [a, b].map((name) => found(truth.devices.find((it) => it.name === name) as TruthDevice)[0]);
      expect(one?.id).not.toBe(two?.id);
      expect(ipsOf(one as Device)).toEqual(ipsOf(two as Device));
    }
  });

  it("is merged from captures and scan for the best known devices", () => {
    for (const name of ["PLC-1", "HMI-1", "SCADA-SERVER"]) {
      const device = found(truth.devices.find((it) => it.name === name) as TruthDevice)[0];
      const seen = new Set(device?.services.flatMap((service) => service.seen));
      expect(seen, name).toEqual(new Set(["passive", "active"]));
    }
  });

  it("is the same whatever the order of the files, and when they come twice", () => {
    const evidence = results.flatMap((it) => it.evidence);
    expect(merge([...evidence].reverse())).toEqual(inventory);
    expect(merge([...evidence, ...evidence])).toEqual(inventory);
  });

  it("approves by list exactly the devices that its people approved", () => {
    const approvals = results.flatMap(({ file, result }) =>
      result.approvals.map((it) => ({ ...it, realm: file.realm })),
    );
    const isListed = (device: TruthDevice) =>
      approvals.some(
        ({ subject, realm }: Approval & { realm: string }) =>
          realm === device.realm &&
          (subject.mac === null ? device.ips.includes(subject.ip ?? "") : device.macs.includes(subject.mac)),
      );
    expect(truth.devices.filter((device) => isListed(device) !== device.isApproved).map(({ name }) => name)).toEqual(
      [],
    );
  });
});
