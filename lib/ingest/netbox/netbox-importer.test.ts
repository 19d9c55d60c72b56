import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";

const URL = "https://netbox.example/api/dcim/devices/7/";
const plc = {
  id: 7,
  url: URL,
  name: "PLC-1",
  device_type: { id: 1, manufacturer: { id: 2, name: "Siemens" }, model: "S7-1200", part_number: "6ES7 214-1AG40" },
  role: { id: 3, name: "PLC" },
  tenant: { name: "Maintenance" },
  platform: null,
  serial: "SC-1",
  site: { name: "Plant" },
  location: { name: "Hall 3" },
  rack: null,
  status: { value: "active", label: "Active" },
  primary_ip4: { address: "10.1.20.5/24" },
  comments: "",
  custom_fields: { firmware: "V4.2", zone: "Cell 3", criticality: 4, colour: "red" },
};
const answer = (...results: readonly unknown[]) =>
  JSON.stringify({ count: results.length, next: null, previous: null, results });

async function read(text: string) {
  const { result } = await readContent(text);
  expect(ledgerReconciles(result.ledger)).toBe(true);
  return result;
}

describe("a NetBox export", () => {
  it("approves its devices, and declares what it says of each", async () => {
    const result = await read(answer(plc));
    expect(result.format).toBe("netbox");
    expect(result.approvals).toEqual([
      { subject: { mac: null, ip: "10.1.20.5", child: null }, zone: "Cell 3", position: 1 },
    ]);
    const facts = result.observations.flatMap((it) => (it.kind === "identity" ? [`${it.field}=${it.value}`] : []));
    expect(facts).toEqual(
      expect.arrayContaining([
        "name=PLC-1",
        "vendor=Siemens",
        "model=S7-1200",
        "orderNumber=6ES7 214-1AG40",
        "serial=SC-1",
        "role=plc",
        "location=Plant, Hall 3",
        "owner=Maintenance",
        "firmware=V4.2",
        "criticality=4",
      ]),
    );
    expect(result.observations.every((it) => it.method === "declared" && it.protocol === "netbox")).toBe(true);
  });

  it("joins interfaces and addresses to their device, by number, machines apart from devices", async () => {
    const card = { url: "/api/dcim/interfaces/1/", id: 1, name: "eth0", device: { id: 7, name: "PLC-1" } };
    const machine = { id: 7, name: "VM-1", vcpus: 2, cluster: { name: "c" }, status: { value: "active" } };
    const result = await read(
      JSON.stringify([
        { count: 2, results: [plc, machine] },
        { results: [{ ...card, mac_address: null, primary_mac_address: { mac_address: "00:1B:1B:11:22:33" } }] },
        { results: [{ address: "10.9.0.1/24", assigned_object: { name: "eth0", virtual_machine: { id: 7 } } }] },
      ]),
    );
    expect(result.approvals.map(({ subject }) => [subject.mac, subject.ip])).toEqual([
      ["00:1b:1b:11:22:33", "10.1.20.5"],
      [null, "10.9.0.1"],
    ]);
    expect(result.ledger.parsed).toBe(4);
  });

  it("gives addresses to the interface that has them, in whatever order they come", async () => {
    const card = (id: number, mac_address: string) => ({
      url: `/api/dcim/interfaces/${id}/`,
      id,
      name: `eth${id}`,
      device: { id: 7 },
      mac_address,
    });
    const address = (text: string, id: number) => ({
      address: text,
      assigned_object: { id, name: `eth${id}`, device: { id: 7 } },
    });
    const result = await read(
      answer(
        plc,
        card(1, "00:1B:1B:00:00:01"),
        card(2, "00:1B:1B:00:00:02"),
        address("10.1.20.5/24", 2),
        address("10.2.0.5/24", 1),
      ),
    );
    const bindings = result.observations.flatMap(({ kind, subject }) =>
      kind === "binding" ? [`${subject.mac} ${subject.ip}`] : [],
    );
    expect(bindings.sort()).toEqual(["00:1b:1b:00:00:01 10.2.0.5", "00:1b:1b:00:00:02 10.1.20.5"]);
    expect(result.approvals.map(({ subject }) => [subject.mac, subject.ip])).toEqual([
      ["00:1b:1b:00:00:02", "10.1.20.5"],
    ]);
  });

  it("says how many devices beyond the limit of an import are not approved", async () => {
    const devices = [1, 2, 3].map((id) => ({ ...plc, id, primary_ip4: { address: `10.0.0.${id}/24` } }));
    const limits = { maxEndpoints: 2, maxFlows: 1, maxObservations: 100, maxObservationsOfKind: 100 };
    const { result } = await readContent(answer(...devices), { limits });
    expect(result.approvals).toHaveLength(2);
    expect(result.warnings.join()).toContain("more than 2 devices; 1 further ones");
  });

  it("gives no device an address that several share, or that is not to be used, yet or any more", async () => {
    const device = (id: number) => ({ ...plc, id, name: `R${id}`, primary_ip4: { address: `10.0.0.${id}/24` } });
    const card = (id: number) => ({ id: 10 + id, name: "eth0", device: { id, name: `R${id}` } });
    const parts = [2, 3].flatMap((id) => [
      { url: "/api/dcim/interfaces/1/", ...card(id), mac_address: `00:1B:54:00:00:0${id}` },
      { url: "/api/ipam/ip-addresses/1/", address: `10.0.0.${id}/24`, role: null, assigned_object: card(id) },
      { url: "/api/ipam/ip-addresses/2/", address: "10.0.0.1/24", role: { value: "vrrp" }, assigned_object: card(id) },
      { url: "/api/ipam/ip-addresses/3/", address: "10.0.0.4/24", role: "vip", assigned_object: card(id) },
      {
        url: "/api/ipam/ip-addresses/4/",
        address: `10.0.0.5${id}/24`,
        status: { value: "deprecated" },
        assigned_object: card(id),
      },
      { address: `10.0.0.6${id}/24`, status: { value: "reserved" }, assigned_object: card(id) },
    ]);
    const result = await read(answer(device(2), device(3), ...parts));
    const bound = result.observations.flatMap(({ kind, subject }) => (kind === "binding" ? [subject.ip] : []));
    expect(bound).toEqual(["10.0.0.2", "10.0.0.3"]);
    expect(result.ledger).toMatchObject({ ignored: 8, parsed: 6 });
    expect(result.ledger.reasons.map(({ count }) => count).sort()).toEqual([4, 4]);
  });

  it("reads MACs that are objects of their own, and addresses as old versions assign them", async () => {
    const card = { id: 4, name: "eth0", device: { id: 7, name: "PLC-1" } };
    const result = await read(
      answer(
        { ...plc, primary_ip4: null },
        { url: "/api/dcim/mac-addresses/9/", mac_address: "00:1B:1B:00:00:07", assigned_object: card },
        { url: "/api/dcim/mac-addresses/10/", mac_address: "00:1B:1B:00:00:08", assigned_object: null },
        { address: "10.0.0.6/24", interface: { ...card, virtual_machine: null } },
      ),
    );
    expect(result.approvals.map(({ subject }) => [subject.mac, subject.ip])).toEqual([
      ["00:1b:1b:00:00:07", "10.0.0.6"],
    ]);
    expect(result.ledger).toMatchObject({ parsed: 3, ignored: 1 });
  });

  it("takes nested objects by what they are shown as, where they have nothing else", async () => {
    const result = await read(
      answer({ ...plc, device_type: { id: 1, display: "S7-1500" }, primary_ip4: { id: 2, display: "10.1.20.6/24" } }),
    );
    expect(result.approvals.map(({ subject }) => subject.ip)).toEqual(["10.1.20.6"]);
    expect(result.observations).toContainEqual(expect.objectContaining({ field: "model", value: "S7-1500" }));
  });

  it("takes old names of keys, and words for choices", async () => {
    const { role, ...old } = plc;
    const result = await read(answer({ ...old, device_role: role, status: "active" }));
    expect(result.approvals).toHaveLength(1);
    expect(result.observations.some((it) => it.kind === "identity" && it.field === "role" && it.value === "plc")).toBe(
      true,
    );
  });

  it("approves nothing that leaves or has no address, and says so in the ledger", async () => {
    const result = await read(
      answer({ ...plc, status: { value: "decommissioning" } }, { ...plc, primary_ip4: null }, { id: 9, url: URL }),
    );
    expect(result.approvals).toEqual([]);
    expect(result.observations).toEqual([]);
    expect(result.ledger.reasons.map((it) => it.reason)).toEqual([
      "NetBox says that the device is being decommissioned",
      "neither the device nor its interfaces have an address in the export",
      "the object is no device, interface or address",
    ]);
  });

  it("that is hostile ends in a sentence or in the ledger", async () => {
    await expect(read(`{"url":"/api/dcim/devices/","results":[`)).rejects.toMatchObject({ code: "damaged-file" });
    const odd = [null, 1, "x", [], { device_type: 5, role: [] }, { device_type: { manufacturer: [] }, name: {} }];
    const result = await read(JSON.stringify([plc, ...odd]));
    expect(result.approvals).toHaveLength(1);
    expect(result.records).toBe(7);
  });
});
