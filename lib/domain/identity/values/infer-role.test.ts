import { describe, expect, it } from "vitest";
import { binding, file, identity, minute, service, sighting } from "@/lib/testing/builders";
import { describeDevice } from "../../device/describe-device";
import type { Device } from "../../device/device";
import type { DeviceFlow } from "../../flow/device-flow";
import type { Observation } from "../../observation";
import { resolve } from "../resolve";
import { inferRole, withInferredRole } from "./infer-role";
import { roleOfProduct } from "./role-of-product";

const MAC = "00:1b:1b:00:00:01";
function deviceOf(...more: Observation[]): Device {
  const seen = [sighting(MAC, "10.0.0.5"), binding(MAC, "10.0.0.5", "arp"), ...more];
  return resolve(file("a", seen), [], { nowUs: minute(0), macVendor: () => "Siemens" }).devices[0] as Device;
}
const cite = (position: number) => ({ realm: "plant", fileSha256: "ab", fileName: "a.pcap", format: "pcap", position });
const poll = (peer: string, options: Partial<DeviceFlow["flow"]> = {}, position = 1): DeviceFlow => ({
  direction: "out",
  flow: {
    transport: "tcp",
    port: 502,
    protocol: "modbus",
    evidence: "payload",
    packetsFromResponder: 9,
    operations: { read: 9 },
    peerName: null,
    peerNameFrom: null,
    ...options,
  },
  peer: { deviceId: peer, ip: "10.0.0.9", name: peer, zone: null },
  citation: cite(position),
});

describe("inferRole", () => {
  it("takes what answers a control protocol for a controller", () => {
    const device = deviceOf(service({ mac: MAC }, 502, "modbus"), service({ mac: MAC }, 102, "s7comm"));
    expect(inferRole(device.services, [])).toMatchObject({ role: "controller", because: "answers Modbus and S7comm" });
  });

  it("takes what asks controllers for SCADA or HMI, and what changes programs for an engineering station", () => {
    expect(inferRole([], [poll("a"), poll("b", {}, 2)])).toMatchObject({
      role: "scada or hmi",
      because: "asks 2 devices by Modbus",
    });
    const download = poll("a", { protocol: "s7comm", operations: { program: 1 } }, 5);
    expect(inferRole([], [poll("b"), download])).toMatchObject({ role: "engineering station", citation: cite(5) });
  });

  it("tells who supervises a plant, who records cameras and who keeps a history", () => {
    const many = Array.from({ length: 12 }, (_, index) => poll(`plc${index}`, {}, index + 1));
    expect(inferRole([], many)).toMatchObject({ role: "scada", because: "asks 12 devices by Modbus" });
    const watch = ["a", "b"].map((peer) => poll(peer, { protocol: "rtsp", operations: {} }));
    expect(inferRole([], watch)).toMatchObject({ role: "nvr" });
    expect(inferRole([], watch.slice(1))).toBeNull();
    const sql = deviceOf(service({ mac: MAC }, 1433, "tds")).services;
    expect(inferRole(sql, many)).toMatchObject({ role: "historian" });
    expect(inferRole(sql, [poll("a", { operations: { write: 1 } })])).toMatchObject({ role: "database server" });
  });

  it("concludes nothing from a port, from an unanswered question or from silence", () => {
    const device = deviceOf(service({ mac: MAC }, 502, "modbus", { evidence: "port-only" }));
    expect(inferRole(device.services, [])).toBeNull();
    expect(inferRole([], [poll("a", { packetsFromResponder: 0 })])).toBeNull();
    expect(inferRole([], [poll("a", { evidence: "port-only" })])).toBeNull();
  });

  it("never stands over a stated role, and is marked as concluded", () => {
    const stated = deviceOf(service({ mac: MAC }, 502, "modbus"), identity({ mac: MAC }, "role", "drive"));
    expect(withInferredRole(stated, []).fields.role?.value).toBe("drive");
    const concluded = withInferredRole(deviceOf(service({ mac: MAC }, 502, "modbus")), []).fields.role;
    expect(concluded?.claim.inferred).toBe(true);
    expect(concluded?.reason).toBe("concluded from what it does: answers Modbus");
  });
});

describe("roles of products", () => {
  it("are concluded from the order number, before the mere ability to bridge", () => {
    const plc = deviceOf(
      identity({ mac: MAC }, "orderNumber", "6ES7 214-1AG40-0XB0", { protocol: "lldp" }),
      identity({ mac: MAC }, "role", "bridge", { protocol: "lldp" }),
    );
    expect(plc.fields.role).toMatchObject({ value: "plc", claim: { inferred: true } });
    expect(plc.fields.role?.dissenting.map((it) => it.value)).toEqual(["bridge"]);
  });

  it("tell panels, switches, racks and remote I/O apart, and guess at nothing else", () => {
    const names = [
      "KTP700 Basic",
      "SCALANCE X208",
      "1756-L61 ControlLogix",
      "IM151-8 PN/DP CPU",
      "6ES7 151-3BA23-0AB0",
      "140 CPU 311 10",
    ];
    expect(names.map(roleOfProduct)).toEqual(["hmi", "switch", "plc", "plc", "io-device", "plc"]);
    expect(["OptiPlex 990", "Windows 7 Home Premium", "thing", ""].map(roleOfProduct)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("are not looked for among the engines that a browser names", () => {
    const engine = "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C)";
    expect([engine, "Trident 2.1 main processor"].map(roleOfProduct)).toEqual([null, "safety controller"]);
    expect(deviceOf(identity({ mac: MAC }, "description", engine)).fields.role).toBeUndefined();
  });

  it("stay behind what the device states itself", () => {
    const drive = deviceOf(identity({ mac: MAC }, "model", "SCALANCE X208"), identity({ mac: MAC }, "role", "router"));
    expect(drive.fields.role?.value).toBe("router");
  });
});

describe("describeDevice", () => {
  it("says what it is, where it lives and how we know", () => {
    const device = deviceOf(
      identity({ mac: MAC }, "vendor", "Siemens"),
      identity({ mac: MAC }, "model", "CPU 315-2 PN/DP"),
      identity({ mac: MAC }, "role", "plc"),
    );
    expect(describeDevice(device, "Water treatment")).toBe(
      "Siemens CPU 315-2 PN/DP, a PLC in Water treatment; stated by the device itself (s7comm).",
    );
  });

  it("marks what is only concluded", () => {
    const device = withInferredRole(deviceOf(service({ mac: MAC }, 502, "modbus")), []);
    expect(describeDevice(device, null)).toBe(
      "Device with a network card of Siemens, probably a controller in no zone; concluded from the MAC address only.",
    );
  });

  it("says that nothing is known", () => {
    const device = { ...deviceOf(), fields: {} };
    expect(describeDevice(device, null)).toBe("A device at 10.0.0.5 in no zone; nothing but its addresses is known.");
  });
});
