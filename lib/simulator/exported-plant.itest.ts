import { afterAll, beforeAll, describe, expect, it } from "vitest";
// The script has no types and no imports of ours: that is its point.
import { recompute } from "@/docs/recompute-risk.mjs";
import { systemActor } from "@/lib/auth/session";
import { findingListQuery } from "@/lib/contracts/findings";
import { closeDatabase } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { exportDevices } from "@/lib/services/devices/export-devices";
import { listFindings } from "@/lib/services/findings/list-findings";
import { getImport } from "@/lib/services/imports/get-import";
import { loadSamplePlant } from "@/lib/services/imports/load-sample-plant";
import { runImport } from "@/lib/services/imports/run-import";
import { applyRelease } from "@/lib/services/knowledge/apply-release";
import { exportRisk } from "@/lib/services/risk/export-risk";
import { simulate } from "./simulate";
import type { TruthDevice } from "./truth";

/** The sample plant through the whole product (files, jobs, merge, zones, export) against the simulator's truth. */

interface ExportedDevice {
  readonly state: string;
  readonly zone: string | null;
  readonly names: readonly string[];
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly serials: readonly string[];
  readonly interfaces: readonly {
    readonly mac: string | null;
    readonly realm: string;
    readonly addresses: readonly { readonly ip: string; readonly realm: string }[];
  }[];
  readonly services: readonly {
    readonly transport: string;
    readonly port: number | null;
    readonly seen: readonly string[];
  }[];
}

interface RiskRow {
  readonly name: string | null;
  readonly score: number;
  readonly vulnerabilities: readonly object[];
}

const { truth } = simulate();
let devices: ExportedDevice[] = [];

beforeAll(async () => {
  const { importIds, releaseId } = await loadSamplePlant(systemActor);
  expect(await applyRelease(releaseId as number)).toMatchObject({ state: "applied" });
  for (const id of importIds) {
    await runImport(id);
    expect((await getImport(systemActor, id)).state).toBe("done");
  }
  let text = "";
  for await (const piece of exportDevices(systemActor, { format: "json" })) text += piece;
  devices = JSON.parse(text).devices;
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

function found({ realm, macs, ips }: TruthDevice): ExportedDevice[] {
  return devices.filter(({ interfaces }) =>
    interfaces.some((card) => {
      if (card.realm !== realm) return false;
      return macs.length > 0 ? macs.includes(card.mac ?? "") : card.addresses.some(({ ip }) => ips.includes(ip));
    }),
  );
}
const named = (name: string) => truth.devices.find((device) => device.name === name) as TruthDevice;

describe("the exported sample plant", () => {
  it("has every device of the truth once, and no other", () => {
    expect(truth.devices.filter((device) => found(device).length !== 1).map(({ name }) => name)).toEqual([]);
    expect(devices).toHaveLength(truth.devices.length);
  });

  it("has each in its zone", () => {
    const wrong = truth.devices.filter((device) => found(device)[0]?.zone !== device.zone);
    expect(wrong.map((device) => `${device.name}: ${found(device)[0]?.zone}, not ${device.zone}`)).toEqual([]);
  });

  it("has sanctioned what its people approved, and nothing else", () => {
    const wrong = truth.devices.filter(
      (device) => found(device)[0]?.state !== (device.isApproved ? "sanctioned" : "unsanctioned"),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it("knows the best known devices from capture and scan alike", () => {
    for (const name of ["PLC-1", "HMI-1", "SCADA-SERVER"]) {
      const wanted = named(name);
      const device = found(wanted)[0] as ExportedDevice;
      expect(device).toMatchObject({ vendor: wanted.vendor, model: wanted.model, zone: wanted.zone });
      expect(device.firmware, name).toContain(wanted.firmware);
      expect(device.names).toContain(name);
      expect(new Set(device.services.flatMap(({ seen }) => seen)), name).toEqual(new Set(["passive", "active"]));
      const ports = device.services.map(({ transport, port }) => `${transport}/${port}`);
      expect(ports).toEqual(
        expect.arrayContaining(wanted.services.map(({ transport, port }) => `${transport}/${port}`)),
      );
    }
  });

  it("comes out at the same score for every device when docs/recompute-risk.mjs computes it from the export", async () => {
    let text = "";
    for await (const piece of exportRisk(systemActor)) text += piece;
    const { weights, devices: inputs } = JSON.parse(text);
    expect(inputs).toHaveLength(devices.length);
    const wrong = inputs.filter((it: RiskRow) => recompute(it, weights) !== it.score);
    expect(wrong.map((it: RiskRow) => it.name)).toEqual([]);
    expect(new Set(inputs.map((it: RiskRow) => it.score)).size).toBeGreaterThan(10);
    expect(inputs.some((it: RiskRow) => it.vulnerabilities.length > 0)).toBe(true);
  });

  it("knows of its devices' weaknesses what the advisories about its products say", async () => {
    const { items } = await listFindings(systemActor, findingListQuery.parse({ kind: "vulnerability", limit: 200 }));
    const on = (name: string) =>
      items
        .filter(({ deviceName }) => deviceName === name)
        .map(({ key, verdict }) => `${key} ${verdict}`)
        .sort();
    expect(on("PLC-1")).toEqual(["SAMPLE-26-001 affected", "SAMPLE-26-002 affected"]);
    expect(on("PACK-B-PLC")).toEqual([]);
    expect(on("SW-PROC-1")).toEqual(["SAMPLE-26-008 possible"]);
    expect(items.filter(({ isKev }) => isKev).map(({ key }) => key)).toEqual(["SAMPLE-26-006"]);
  });

  it("gives the router's cards to nobody else", () => {
    const { macs } = named("CORE-ROUTER");
    const holders = devices.filter(({ interfaces }) => interfaces.some(({ mac }) => macs.includes(mac ?? "")));
    expect(holders.map(({ names }) => names)).toEqual([["CORE-ROUTER"]]);
  });
});
