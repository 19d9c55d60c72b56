import { describe, expect, it } from "vitest";
import { binding, decision, file, identity, ipOf, macOf, minute, service, sighting } from "@/lib/testing/builders";
import type { Decision } from "../device/decision";
import type { Device, Inventory } from "../device/device";
import type { Evidence } from "../observation";
import { summariseUnconfirmed } from "./endpoints/summarise-unconfirmed";
import { resolve } from "./resolve";

const MAKERS: Readonly<Record<string, string>> = {
  "00:1b:1b": "Siemens",
  "00:0e:8c": "Siemens",
  "00:00:bc": "Rockwell Automation",
  "00:14:22": "Dell",
  "00:1c:c0": "Intel",
  "00:1e:f6": "Cisco",
};
const macVendor = (mac: string) => MAKERS[mac.slice(0, 8)] ?? null;
const inventoryOf = (evidence: readonly Evidence[], decisions: readonly Decision[] = []): Inventory =>
  resolve(evidence, decisions, { nowUs: minute(200_000), macVendor });

const ipsOf = (device: Device | undefined) =>
  device?.interfaces.flatMap((it) => it.addresses.map(({ ip }) => ip)).sort();
const macsOf = (device: Device | undefined) => device?.interfaces.flatMap((it) => it.mac ?? []).sort();
const withMac = ({ devices }: Inventory, mac: string) =>
  devices.filter((it) => it.interfaces.some((card) => card.mac === mac));
const withIp = ({ devices }: Inventory, ip: string) => devices.filter((it) => ipsOf(it)?.includes(ip));

const PLC = "00:1b:1b:00:00:10";
const HMI = "00:14:22:00:00:20";
const ROUTER = "00:1e:f6:00:00:01";

describe("addresses are leases", () => {
  it("keeps two laptops apart that got the same address from DHCP one after the other", () => {
    const [a, b] = ["00:1c:c0:00:00:01", "00:1c:c0:00:00:02"];
    const inventory = inventoryOf(
      file("a", [
        binding(a, "10.0.0.50", "dhcp", { at: 0, until: 100 }),
        sighting(a, "10.0.0.50", { at: 0, until: 100 }),
        identity({ ip: "10.0.0.50" }, "name", "anna-laptop", { at: 50, protocol: "mdns" }),
        binding(b, "10.0.0.50", "dhcp", { at: 200, until: 300 }),
        sighting(b, "10.0.0.50", { at: 200, until: 300 }),
        identity({ ip: "10.0.0.50" }, "name", "bert-laptop", { at: 250, protocol: "mdns" }),
        binding(a, "10.0.0.51", "dhcp", { at: 220, until: 300 }),
      ]),
    );
    expect(inventory.devices).toHaveLength(2);
    expect(withMac(inventory, a)[0]?.fields.name?.value).toBe("anna-laptop");
    expect(withMac(inventory, b)[0]?.fields.name?.value).toBe("bert-laptop");
    expect(ipsOf(withMac(inventory, a)[0])).toEqual(["10.0.0.50", "10.0.0.51"]);
    expect(inventory.devices.flatMap((it) => it.conflicts)).toEqual([]);
    expect(inventory.devices.map((it) => it.replaces)).toEqual([null, null]);
  });

  it("links a replacement to the device whose fixed address it took over", () => {
    const next = "00:1b:1b:00:0f:99";
    const inventory = inventoryOf(
      file("a", [
        binding(PLC, "10.0.0.5", "arp", { at: 0, until: 100 }),
        sighting(PLC, "10.0.0.5", { at: 0, until: 100 }),
        identity({ mac: PLC, ip: "10.0.0.5" }, "serial", "S C-X4U421302009", { at: 5 }),
        binding(next, "10.0.0.5", "arp", { at: 500, until: 900 }),
        sighting(next, "10.0.0.5", { at: 500, until: 900 }),
        identity({ mac: next, ip: "10.0.0.5" }, "serial", "S C-X4U999999999", { at: 505 }),
      ]),
    );
    const [old, fresh] = [withMac(inventory, PLC)[0], withMac(inventory, next)[0]];
    expect(fresh?.replaces).toBe(old?.id);
    expect(old?.replaces).toBeNull();
    expect(old?.fields.serial?.value).toBe("S C-X4U421302009");
  });

  it("cuts what is known by address only where its serial changed", () => {
    const inventory = inventoryOf([
      ...file("scan-1", [
        identity({ ip: "10.9.0.5" }, "serial", "AAA111222", { at: 0, method: "active", protocol: "nmap s7-info" }),
      ]),
      ...file("scan-2", [
        identity({ ip: "10.9.0.5" }, "serial", "BBB333444", { at: 900, method: "active", protocol: "nmap s7-info" }),
      ]),
    ]);
    expect(inventory.devices).toHaveLength(2);
    const fresh = inventory.devices.find((it) => it.fields.serial?.value === "BBB333444");
    expect(fresh?.replaces).toBe(inventory.devices.find((it) => it !== fresh)?.id);
  });

  it("shows one address on two cards at once as a conflict of both, and merges nothing", () => {
    const inventory = inventoryOf(
      file("a", [
        binding(PLC, "10.0.0.5", "arp", { at: 0, until: 100 }),
        sighting(PLC, "10.0.0.5", { at: 0, until: 100 }),
        binding(HMI, "10.0.0.5", "arp", { at: 50, until: 150 }),
        sighting(HMI, "10.0.0.5", { at: 50, until: 150 }),
      ]),
    );
    expect(inventory.devices).toHaveLength(2);
    for (const device of inventory.devices) {
      expect(device.conflicts.map((it) => it.kind)).toEqual(["duplicate-ip"]);
      expect(device.conflicts[0]?.citations).toHaveLength(2);
    }
  });

  it("keeps a made-up MAC a weak identifier that still makes one device", () => {
    const phone = "da:a1:19:00:00:01";
    const inventory = inventoryOf(file("a", [sighting(phone, "10.0.0.77"), binding(phone, "10.0.0.77", "dhcp")]));
    expect(inventory.devices).toHaveLength(1);
    expect(inventory.devices[0]?.identifiers[0]?.kind).toBe("local-mac");
    expect(inventory.devices[0]?.interfaces[0]).toMatchObject({ macKind: "local", macVendor: null });
  });
});

describe("routers and proxies lend nothing", () => {
  it("gives the hosts behind a router no MAC, vendor or name of it", () => {
    const hosts = ["192.168.7.10", "192.168.8.11", "192.168.9.12"];
    const inventory = inventoryOf(
      file("a", [
        binding(ROUTER, "10.0.0.1", "arp"),
        sighting(ROUTER, "10.0.0.1"),
        ...hosts.map((ip) => sighting(ROUTER, ip, { ttl: 63 })),
        identity({ mac: ROUTER, ip: hosts[0] as string }, "vendor", "Rockwell Automation", { protocol: "cip" }),
      ]),
    );
    const router = withMac(inventory, ROUTER);
    expect(router).toHaveLength(1);
    expect(ipsOf(router[0])).toEqual(["10.0.0.1"]);
    expect(router[0]?.fields.role).toMatchObject({ value: "router" });
    expect(router[0]?.fields.vendor?.value).toBe("Cisco");
    for (const ip of hosts) {
      expect(macsOf(withIp(inventory, ip)[0])).toEqual([]);
      expect(inventory.hosts.find((it) => it.ip === ip)?.link).toBe("behind-router");
    }
    expect(withIp(inventory, hosts[0] as string)[0]?.fields.vendor?.value).toBe("Rockwell Automation");
  });

  it("makes no subnet full of devices of a card that answers ARP for all", () => {
    const proxy = "00:1e:f6:00:00:09";
    const answered = Array.from({ length: 60 }, (_, index) => `10.3.0.${index + 1}`);
    const inventory = inventoryOf(
      file("a", [
        sighting(proxy, null),
        identity({ mac: proxy }, "name", "edge-fw", { protocol: "lldp" }),
        ...answered.map((ip) => binding(proxy, ip, "arp")),
        sighting("00:1b:1b:00:00:44", "10.3.0.7"),
        binding("00:1b:1b:00:00:44", "10.3.0.7", "arp"),
      ]),
    );
    expect(inventory.devices).toHaveLength(2);
    expect(ipsOf(withMac(inventory, proxy)[0])).toEqual([]);
    expect(ipsOf(withMac(inventory, "00:1b:1b:00:00:44")[0])).toEqual(["10.3.0.7"]);
    expect(inventory.devices.flatMap((it) => it.conflicts)).toEqual([]);
  });

  it("tells the pair behind HSRP and VRRP apart and gives neither the shared MAC", () => {
    const [one, two] = ["00:1e:f6:00:00:02", "00:1e:f6:00:00:03"];
    const shared = "00:00:5e:00:01:0a";
    const inventory = inventoryOf(
      file("a", [
        sighting(one, "10.0.0.2", { ttl: 255 }),
        binding(one, "10.0.0.2", "arp"),
        sighting(two, "10.0.0.3", { ttl: 255 }),
        binding(two, "10.0.0.3", "arp"),
        sighting(shared, "10.0.0.2", { ttl: 255 }),
        sighting(shared, "10.0.0.3", { ttl: 255, at: 10 }),
        sighting(shared, null),
      ]),
    );
    expect(withMac(inventory, shared)).toEqual([]);
    expect(inventory.devices).toHaveLength(2);
    expect(ipsOf(withMac(inventory, one)[0])).toEqual(["10.0.0.2"]);
    expect(ipsOf(withMac(inventory, two)[0])).toEqual(["10.0.0.3"]);
  });

  it("calls the address that a redundant pair shares what it is", () => {
    const shared = "00:00:5e:00:01:0a";
    const inventory = inventoryOf(
      file("a", [sighting(shared, "10.0.0.1", { ttl: 255 }), binding(shared, "10.0.0.1", "arp")]),
    );
    expect(withIp(inventory, "10.0.0.1")[0]?.fields.role?.value).toBe("virtual-router");
    expect(withIp(inventory, "10.0.0.1")[0]?.identifiers).toEqual([ipOf("10.0.0.1")]);
  });

  it("leaves peers on the internet out of the inventory", () => {
    const inventory = inventoryOf(
      file("a", [
        sighting(HMI, "10.0.0.20"),
        binding(HMI, "10.0.0.20", "arp"),
        sighting(ROUTER, "8.8.8.8", { ttl: 117 }),
      ]),
    );
    expect(withIp(inventory, "8.8.8.8")).toEqual([]);
    expect(withMac(inventory, HMI)).toHaveLength(1);
  });

  it("keeps a station of the plant that is reached over a public address", () => {
    const inventory = inventoryOf(
      file("a", [
        sighting(ROUTER, "93.184.216.34", { ttl: 55 }),
        service({ ip: "93.184.216.34" }, 2404, "iec104"),
        sighting(ROUTER, "2001:db8:40::100", { ttl: 63 }),
        identity({ ip: "2001:db8:40::100" }, "name", "FILES01", { protocol: "ntlmssp" }),
        sighting(ROUTER, "93.184.216.35", { ttl: 55 }),
        service({ ip: "93.184.216.35" }, 443, "tls"),
      ]),
    );
    expect(withIp(inventory, "93.184.216.34")).toHaveLength(1);
    expect(withIp(inventory, "2001:db8:40::100")).toHaveLength(1);
    expect(withIp(inventory, "93.184.216.35")).toEqual([]);
  });

  it("takes a loopback address for nobody's", () => {
    const inventory = inventoryOf(
      file(
        "a",
        [PLC, HMI].flatMap((mac) => [sighting(mac, "127.0.0.1"), binding(mac, "127.0.0.1", "arp")]),
      ),
    );
    expect(inventory.devices).toEqual([]);
  });
});

describe("many parts, one device", () => {
  it("joins the cards of a multi-homed server by its serial", () => {
    const [a, b] = ["00:14:22:00:00:01", "00:14:22:00:00:02"];
    const inventory = inventoryOf(
      file("a", [
        sighting(a, "10.0.0.8"),
        binding(a, "10.0.0.8", "arp"),
        sighting(b, "10.1.0.8"),
        binding(b, "10.1.0.8", "arp"),
        ...[a, b].flatMap((mac) => [
          identity({ mac }, "vendor", "Dell Inc.", { protocol: "snmp" }),
          identity({ mac }, "serial", "G22XB2S", { protocol: "snmp" }),
        ]),
      ]),
    );
    expect(inventory.devices).toHaveLength(1);
    expect(ipsOf(inventory.devices[0])).toEqual(["10.0.0.8", "10.1.0.8"]);
    expect(inventory.devices[0]?.joins[0]?.reason).toContain("same serial and vendor");
    expect(inventory.devices[0]?.joins[0]?.citation?.fileName).toBe("a");
  });

  it("joins the ports of a switch that name one management address", () => {
    const ports = ["00:1b:1b:02:e6:10", "00:1b:1b:02:e6:11", "00:1b:1b:02:e6:12"];
    const inventory = inventoryOf(
      file("a", [
        sighting(ports[0] as string, "10.0.0.3"),
        binding(ports[0] as string, "10.0.0.3", "arp"),
        ...ports
          .slice(1)
          .flatMap((mac) => [
            sighting(mac, null),
            binding(mac, "10.0.0.3", "stated", { protocol: "lldp" }),
            identity({ mac }, "name", "Switch1", { protocol: "lldp" }),
          ]),
      ]),
    );
    expect(inventory.devices).toHaveLength(1);
    expect(macsOf(inventory.devices[0])).toEqual(ports);
    expect(inventory.devices[0]?.conflicts).toEqual([]);
  });

  it("keeps the modules of a rack as children of one controller", () => {
    const mac = "00:00:bc:00:00:07";
    const inventory = inventoryOf(
      file("a", [
        sighting(mac, "10.0.0.7"),
        binding(mac, "10.0.0.7", "arp"),
        identity({ mac, ip: "10.0.0.7" }, "serial", "0x00524d8e", { protocol: "cip" }),
        ...[0, 1, 2, 3].flatMap((slot) => [
          identity({ mac, ip: "10.0.0.7", child: `cip slot ${slot}` }, "model", `1756-M${slot}`, { protocol: "cip" }),
          identity({ mac, ip: "10.0.0.7", child: `cip slot ${slot}` }, "serial", `0x0051823${slot}`, {
            protocol: "cip",
          }),
        ]),
      ]),
    );
    expect(inventory.devices).toHaveLength(1);
    expect(inventory.devices[0]?.fields.serial?.value).toBe("0x00524d8e");
    expect(inventory.devices[0]?.fields.model).toBeUndefined();
    expect(inventory.devices[0]?.children.map((it) => it.fields.model?.value)).toEqual([
      "1756-M0",
      "1756-M1",
      "1756-M2",
      "1756-M3",
    ]);
  });

  it("keeps thirty BACnet devices behind a gateway apart from it and from each other", () => {
    const mac = "00:1c:c0:00:00:30";
    const children = Array.from({ length: 30 }, (_, index) => `bacnet 2001/${index + 1}`);
    const inventory = inventoryOf(
      file("a", [
        sighting(mac, "10.0.0.30"),
        binding(mac, "10.0.0.30", "arp"),
        identity({ mac, ip: "10.0.0.30" }, "name", "gateway", { protocol: "bacnet" }),
        ...children.map((child, index) =>
          identity({ mac, ip: "10.0.0.30", child }, "name", `VAV-${index}`, { protocol: "bacnet" }),
        ),
      ]),
    );
    expect(inventory.devices).toHaveLength(1);
    expect(inventory.devices[0]?.children).toHaveLength(30);
    expect(inventory.devices[0]?.fields.name).toMatchObject({ value: "gateway", dissenting: [] });
  });

  it("lets a scanner without MACs and a sensor meet in one device with what both saw", () => {
    const inventory = inventoryOf([
      ...file("scan.xml", [
        sighting(null, "10.1.20.5", { at: 600, ttl: null, method: "active" }),
        service({ ip: "10.1.20.5" }, 102, "s7comm", { at: 600, method: "active", evidence: "scan", version: "3.2.6" }),
        service({ ip: "10.1.20.5" }, 23, "telnet", { at: 600, method: "active", evidence: "scan" }),
        identity({ ip: "10.1.20.5" }, "vendor", "Siemens", { at: 600, method: "active", protocol: "nmap s7-info" }),
      ]),
      ...file("capture.pcap", [
        sighting(PLC, "10.1.20.5"),
        binding(PLC, "10.1.20.5", "arp"),
        service({ mac: PLC, ip: "10.1.20.5" }, 102, "s7comm"),
        identity({ mac: PLC, ip: "10.1.20.5" }, "vendor", "Siemens AG", { protocol: "s7comm" }),
      ]),
      // The scanner's packets crossed a router: its MAC stands in the frames of the scanned host's segment.
      ...file("behind.pcap", [binding(ROUTER, "10.9.9.1", "arp"), sighting(ROUTER, "10.1.20.5", { ttl: 63 })]),
    ]);
    const devices = withIp(inventory, "10.1.20.5");
    expect(devices).toHaveLength(1);
    expect(macsOf(devices[0])).toEqual([PLC]);
    expect(devices[0]?.services.map((it) => [it.port, it.seen])).toEqual([
      [23, ["active"]],
      [102, ["passive", "active"]],
    ]);
    expect(devices[0]?.fields.vendor?.dissenting).toEqual([]);
    expect(devices[0]?.conflicts).toEqual([]);
  });
});

describe("claims are weighed, lies are shown", () => {
  it("keeps the same addresses in two realms apart", () => {
    const cell = [sighting(PLC, "192.168.0.5"), binding(PLC, "192.168.0.5", "arp")];
    const other = [sighting("00:1b:1b:00:00:11", "192.168.0.5"), binding("00:1b:1b:00:00:11", "192.168.0.5", "arp")];
    const inventory = inventoryOf([
      ...file("a", cell, "press-1"),
      ...file("b", other, "press-2"),
      ...file("c", cell, "press-3"),
    ]);
    expect(withIp(inventory, "192.168.0.5")).toHaveLength(3);
    expect(new Set(inventory.devices.map((it) => it.id)).size).toBe(3);
    expect(inventory.devices.flatMap((it) => it.conflicts)).toEqual([]);
  });

  it("does not let an impostor with a stolen serial become, or overwrite, the device it poses as", () => {
    const liar = "00:1c:c0:66:66:66";
    const claim = (mac: string, ip: string, at: number) => [
      sighting(mac, ip, { at, until: at + 100 }),
      binding(mac, ip, "arp", { at, until: at + 100 }),
      identity({ mac, ip }, "vendor", "Siemens", { at }),
      identity({ mac, ip }, "serial", "S C-X4U421302009", { at }),
    ];
    const evidence = file("a", [
      ...claim(PLC, "10.0.0.5", 0),
      identity({ mac: PLC }, "firmware", "V3.2.6", { at: 0 }),
      ...claim(liar, "10.0.0.66", 50),
      identity({ mac: liar }, "firmware", "V9.9.9", { at: 60 }),
    ]);
    const sanctioned = decision({ kind: "state", anchor: macOf(PLC), state: "sanctioned", expiresAtUs: null });
    const inventory = inventoryOf(evidence, [sanctioned]);
    const [plc, other] = [withMac(inventory, PLC)[0], withMac(inventory, liar)[0]];
    expect(inventory.devices).toHaveLength(2);
    expect(plc?.fields.firmware).toMatchObject({ value: "V3.2.6", dissenting: [] });
    expect(plc?.state).toBe("sanctioned");
    expect(other?.state).toBe("unsanctioned");
    expect(plc?.conflicts.map((it) => it.kind)).toContain("identity-in-two-places");
    expect(other?.conflicts.map((it) => it.kind)).toContain("identity-in-two-places");
  });

  it("shows a serial that changed under a burned-in MAC as a conflict of one device", () => {
    const inventory = inventoryOf(
      file("a", [
        sighting(PLC, "10.0.0.5"),
        identity({ mac: PLC }, "serial", "AAA111222", { at: 0 }),
        identity({ mac: PLC }, "serial", "BBB333444", { at: 50 }),
      ]),
    );
    expect(inventory.devices).toHaveLength(1);
    expect(inventory.devices[0]?.conflicts.map((it) => it.kind)).toEqual(["changed-serial"]);
  });

  it("does not make devices of names and addresses that were only asked for", () => {
    const inventory = inventoryOf(
      file("a", [
        sighting(HMI, "10.0.0.20"),
        binding(HMI, "10.0.0.20", "arp"),
        sighting("00:1b:1b:00:00:77", "10.0.0.99", { sent: 0, conversed: false }),
        sighting(null, "10.0.0.98", { sent: 0, conversed: false, ttl: null }),
      ]),
    );
    expect(inventory.devices).toHaveLength(1);
    const silent = summariseUnconfirmed(inventory.unconfirmed).filter((it) => it.reason.includes("never sent"));
    expect(silent.reduce((sum, it) => sum + it.count, 0)).toBe(2);
  });

  it("counts a flood of made-up MACs instead of listing them", () => {
    const flood = Array.from({ length: 2000 }, (_, index) => {
      const hex = index.toString(16).padStart(4, "0");
      return sighting(`02:00:00:00:${hex.slice(0, 2)}:${hex.slice(2)}`, `10.66.${index >> 8}.${index & 255}`, {
        sent: 1,
        received: 0,
        conversed: false,
      });
    });
    const inventory = inventoryOf(file("a", [...flood, sighting(PLC, "10.0.0.5"), binding(PLC, "10.0.0.5", "arp")]));
    expect(inventory.devices).toHaveLength(1);
    expect(summariseUnconfirmed(inventory.unconfirmed)).toHaveLength(1);
    expect(summariseUnconfirmed(inventory.unconfirmed)[0]).toMatchObject({ count: 2000 });
    expect(summariseUnconfirmed(inventory.unconfirmed)[0]?.examples.length).toBeLessThanOrEqual(5);
  });
});

describe("people's word", () => {
  const evidence = file("a", [
    sighting(PLC, "10.0.0.5"),
    binding(PLC, "10.0.0.5", "arp"),
    identity({ mac: PLC }, "name", "plc-1", { protocol: "profinet-dcp" }),
    sighting(HMI, "10.0.0.20"),
    binding(HMI, "10.0.0.20", "arp"),
  ]);

  it("merges, and undoing the merge brings back both devices under their ids", () => {
    const merge = decision({ kind: "merge", anchor: macOf(PLC), other: macOf(HMI) });
    const merged = inventoryOf(evidence, [merge]);
    expect(merged.devices).toHaveLength(1);
    expect(merged.devices[0]?.joins[0]?.reason).toBe("merged by anna: checked on site");
    expect(merged.devices[0]?.decisionIds).toEqual(["d1"]);
    expect(inventoryOf(evidence, [])).toEqual(inventoryOf(evidence));
    expect(inventoryOf(evidence).devices).toHaveLength(2);
  });

  it("names the ends of every join as the device names itself, so that it can be taken apart again", () => {
    const twins = file(
      "b",
      ["02:00:00:00:00:01", "02:00:00:00:00:02"].flatMap((mac) => [
        sighting(mac, null),
        identity({ mac }, "vendor", "Siemens"),
        identity({ mac }, "serial", "S C-X4U421302009"),
      ]),
    );
    const [device] = inventoryOf(twins).devices;
    const [join] = device?.joins ?? [];
    expect(device?.identifiers).toContainEqual(join?.a);
    expect(device?.identifiers).toContainEqual(join?.b);
    const forbid = decision({ kind: "forbid-merge", anchor: join?.a as never, other: join?.b as never });
    expect(inventoryOf(twins, [forbid]).devices).toHaveLength(2);
  });

  it("lets the later of two words on one pair hold", () => {
    const merge = decision({ kind: "merge", anchor: macOf(PLC), other: macOf(HMI) }, { id: "m", at: 100 });
    const forbid = decision({ kind: "forbid-merge", anchor: macOf(HMI), other: macOf(PLC) }, { id: "f", at: 200 });
    expect(inventoryOf(evidence, [merge, forbid]).devices).toHaveLength(2);
    expect(inventoryOf(evidence, [forbid, { ...merge, atUs: minute(300) }]).devices).toHaveLength(1);
  });

  it("refuses a join by serial that a person forbade", () => {
    const twins = file(
      "b",
      [PLC, "00:1b:1b:00:77:77"].flatMap((mac) => [
        sighting(mac, null),
        identity({ mac }, "vendor", "Siemens"),
        identity({ mac }, "serial", "S C-X4U421302009"),
      ]),
    );
    const forbid = decision({ kind: "forbid-merge", anchor: macOf(PLC), other: macOf("00:1b:1b:00:77:77") });
    expect(inventoryOf(twins).devices).toHaveLength(1);
    expect(inventoryOf(twins, [forbid]).devices).toHaveLength(2);
  });

  it("takes an address from a card when a person says that it is not the card's", () => {
    const forbid = decision({ kind: "forbid-merge", anchor: macOf(PLC), other: ipOf("10.0.0.5") });
    const inventory = inventoryOf(evidence, [forbid]);
    expect(ipsOf(withMac(inventory, PLC)[0])).toEqual([]);
    expect(macsOf(withIp(inventory, "10.0.0.5")[0])).toEqual([]);
  });

  it("pins a field over everything that is stated, and shows what was stated beside it", () => {
    const pin = decision({ kind: "pin", anchor: macOf(PLC), field: "name", value: "Press 3" });
    const { name } = withMac(inventoryOf(evidence, [pin]), PLC)[0]?.fields ?? {};
    expect(name).toMatchObject({ value: "Press 3", isPinned: true, pinDecisionId: "d1" });
    expect(name?.dissenting.map((it) => it.value)).toEqual(["plc-1"]);
  });

  it("ends an ignored state when its time is over", () => {
    const said = (expiresAt: number) =>
      decision({ kind: "state", anchor: macOf(PLC), state: "ignored", expiresAtUs: minute(expiresAt) });
    expect(withMac(inventoryOf(evidence, [said(300_000)]), PLC)[0]?.state).toBe("ignored");
    expect(withMac(inventoryOf(evidence, [said(150_000)]), PLC)[0]).toMatchObject({ state: "unsanctioned" });
  });

  it("keeps a decision on an address with the device once its card is seen", () => {
    const scan = file("scan", [service({ ip: "10.0.0.5" }, 102, "s7comm", { method: "active", evidence: "scan" })]);
    const before = inventoryOf(scan);
    const anchor = before.devices[0]?.anchor;
    expect(anchor).toEqual(ipOf("10.0.0.5"));
    const said = decision({ kind: "state", anchor: anchor as never, state: "sanctioned", expiresAtUs: null });
    expect(inventoryOf(scan, [said]).devices[0]?.state).toBe("sanctioned");
    expect(withMac(inventoryOf([...scan, ...evidence], [said]), PLC)[0]?.state).toBe("sanctioned");
  });
});
