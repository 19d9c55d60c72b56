import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, lease, s7Identity, sayMdns, sayNetbios } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import { type Ipv6End, neighbourAdvertisement, udp6 } from "../../ipv6-frames";
import { snmpGetSystem, snmpSystem } from "../../messages/management";
import { dnsAnswer, dnsQuery } from "../../messages/names";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** A programming device and a panel of one maker hold one leased address in turn; logs know the address alone. */
export function fieldLaptopAndPanel(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, router, server } = segment;
  const ip = `${prefix}.105`;
  const holders = ["PG", "HMI"].map((kind) => ({
    mac: plant.mac(OUI.siemens),
    name: `${kind}-${prefix.split(".")[2]}`,
    device: plant.device(kind.toLowerCase()),
  }));
  const rows: (readonly [number, string, string, number])[] = [];
  for (const [index, day] of [0, 1, 2, 3].entries()) {
    const holder = holders[index % 2] as (typeof holders)[number];
    const host: Host = { mac: holder.mac, ip, ttl: 128 };
    const wire = plant.wire(day);
    const at = plant.at(day, 60);
    lease(wire, at, host, router, holder.name);
    wire.arp(at + 1_000_000, host, server);
    wire.tcp(at + 2_000_000, host, server, 445);
    sayNetbios(wire, at + 3_000_000, host, holder.name);
    const loggedUs = plant.at(day, 90);
    rows.push([loggedUs, ip, server.ip, 102]);
    const traces = [{ mac: holder.mac }, { ip, atUs: at + 2_000_000 }, { ip, atUs: loggedUs }];
    plant.claim("field-laptop-and-panel", holder.device, segment.realm, ...traces);
  }
  plant.text(`zeek/panel-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** A tablet goes from cell to cell and gets an address in each of four networks within a day: no router. */
export function wanderingTablet(plant: CasePlant): void {
  const mac = plant.mac(OTHER_OUI.intel);
  const device = plant.device("tablet");
  const wire = plant.wire(1);
  for (let index = 0; index < 4; index++) {
    const segment = plant.segment();
    const host: Host = { mac, ip: `${segment.prefix}.150`, ttl: 64 };
    const at = plant.at(1, 60 + index * 90);
    lease(wire, at, host, segment.router, "TAB-MAINT");
    wire.arp(at + 1_000_000, host, segment.server);
    wire.tcp(at + 2_000_000, host, segment.server, 443);
    wire.tcp(at + 60_000_000, host, segment.server, 443);
    plant.claim("wandering-tablet", device, segment.realm, { mac }, { ip: host.ip, atUs: at + 2_000_000 });
  }
}

/** Phones with one name of the factory and a card made up for each network that they join. */
export function phonesWithRandomMacs(plant: CasePlant): void {
  for (const realm of ["plant", "hall-7"]) {
    const segment = plant.segment(realm);
    for (let index = 0; index < 3; index++) {
      const tail = Array.from({ length: 5 }, () => plant.draw(256).toString(16).padStart(2, "0")).join(":");
      const host: Host = {
        mac: `${["d2", "7a", "fe"][index]}:${tail}`,
        ip: `${segment.prefix}.${160 + index}`,
        ttl: 64,
      };
      const wire = plant.wire(index, "wifi", realm);
      const at = plant.at(index, 120);
      lease(wire, at, host, segment.router, "Galaxy-S21");
      wire.arp(at + 1_000_000, host, segment.router);
      wire.udp(at + 2_000_000, host, segment.server, 53, [
        { ask: dnsQuery(index, "time.example.org"), answer: dnsAnswer(index, "time.example.org", "192.0.2.7") },
      ]);
      sayMdns(wire, at + 3_000_000, host, "Android");
      const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 2_000_000 }];
      plant.claim("phones-with-random-macs", plant.device("phone"), realm, ...traces);
    }
  }
}

/** One image of a virtual machine in two halls, with its MAC and name, on different days: copies, no travellers. */
export function clonedMachines(plant: CasePlant): void {
  const mac = plant.mac(OTHER_OUI.vmware);
  const name = `HMI-VM-${plant.draw(1000)}`;
  for (const [day, realm] of [
    [0, "plant"],
    [1, "hall-7"],
  ] as const) {
    const segment = plant.segment(realm);
    const host: Host = { mac, ip: `${segment.prefix}.170`, ttl: 128 };
    const wire = plant.wire(day, "core", realm);
    const at = plant.at(day, 200);
    wire.arp(at, host, segment.server);
    wire.tcp(at + 1_000_000, host, segment.server, 445);
    sayNetbios(wire, at + 2_000_000, host, name);
    plant.claim("cloned-machines", plant.device("vm"), realm, { mac }, { ip: host.ip, atUs: at + 1_000_000 });
  }
}

/** Two printers of one delivery with the name of the factory, in two networks; three of another maker in one. */
export function printersWithOneName(plant: CasePlant): void {
  const [office, stores] = [plant.segment(), plant.segment()];
  const wire = plant.wire(2);
  const pair = plant.neighbours(OTHER_OUI.brother, 2);
  const three = plant.neighbours(OTHER_OUI.epson, 3);
  const printers = [
    ...pair.map((mac, index) => ({ mac, place: index === 0 ? office : stores, last: 180, name: "BRN-LABEL" })),
    ...three.map((mac, index) => ({ mac, place: office, last: 190 + index, name: "EPSON-PRINTER" })),
  ];
  for (const [index, { mac, place, last, name }] of printers.entries()) {
    const host: Host = { mac, ip: `${place.prefix}.${last}`, ttl: 255 };
    for (const minute of [100, 180]) {
      const at = plant.at(2, minute + index);
      wire.arp(at, place.server, host);
      wire.tcp(at + 1_000_000, place.server, host, 9100);
      wire.udp(at + 2_000_000, place.server, host, 161, [
        { ask: snmpGetSystem(index + 1), answer: snmpSystem(index + 1, "Label printer QL-820NWB", name, "stores") },
      ]);
      sayMdns(wire, at + 3_000_000, host, name);
    }
    const traces = [{ mac }, { ip: host.ip, atUs: plant.at(2, 180 + index) }];
    plant.claim("printers-with-one-name", plant.device("printer"), place.realm, ...traces);
  }
}

const hex = (plant: CasePlant) => (1 + plant.draw(0xfffe)).toString(16);

/** Hosts with IPv4, a fixed IPv6 address and new ones by the day (RFC 8981), and a router that forwards for others. */
export function dualStackHosts(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, router } = segment;
  const site = `2001:db8:${hex(plant)}`;
  const listener: Ipv6End = { mac: server.mac, ip: `${site}::53` };
  const later: [number, string, string, number][] = [];
  plant.wire(0).frame(plant.at(0, 25), neighbourAdvertisement(listener, { mac: router.mac, ip: `${site}::1` }));
  for (let index = 0; index < 3; index++) {
    const host = plant.host(OUI.dell, `${prefix}.${200 + index}`, 128);
    const fixed = `${site}::${(0x100 + index).toString(16)}`;
    const name = `WS6-${prefix.split(".")[2]}-${index}`;
    const device = plant.device("dual-stack");
    for (const day of [0, 1]) {
      const wire = plant.wire(day);
      const at = plant.at(day, 30 + index);
      wire.arp(at, host, server);
      wire.tcp(at + 1_000_000, host, server, 445);
      sayNetbios(wire, at + 2_000_000, host, name);
      const temporary = Array.from({ length: 3 }, () => `${site}::${hex(plant)}:${hex(plant)}:${hex(plant)}`);
      for (const [turn, ip] of [fixed, ...temporary].entries()) {
        const own = { mac: host.mac, ip };
        const askUs = at + (turn + 3) * 60_000_000;
        wire.frame(askUs, neighbourAdvertisement(own, listener));
        wire.frame(
          askUs + 500,
          udp6({ ...own, port: 50_000 }, { ...listener, port: 53 }, 64, dnsQuery(7, "a.example")),
        );
        const answer = dnsAnswer(7, "a.example", "192.0.2.9");
        wire.frame(askUs + 900, udp6({ ...listener, port: 53 }, { ...own, port: 50_000 }, 64, answer));
        const laterUs = plant.at(day, 200 + index);
        if (ip !== fixed) later.push([laterUs, ip, "2001:4860:4860::8888", 443]);
        const times = ip === fixed ? [askUs + 500] : [askUs + 500, laterUs];
        plant.claim("dual-stack-hosts", device, segment.realm, ...times.map((atUs) => ({ ip, atUs })));
      }
      const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 }];
      plant.claim("dual-stack-hosts", device, segment.realm, ...traces);
    }
  }
  // The log of the border names the temporary addresses alone, hours later, when the hosts have newer ones beside them.
  plant.text(`zeek/border-${prefix}/conn.log`, "border", zeekConnections(later));
  // Beyond the router stand others: their frames come with its card.
  for (let index = 0; index < 4; index++) {
    const far = { mac: router.mac, ip: `2001:db8:ffff:${hex(plant)}::${hex(plant)}` };
    const at = plant.at(1, 300 + index);
    plant.wire(1).frame(at, udp6({ ...far, port: 40_000 }, { ...listener, port: 53 }, 61, dnsQuery(8, "b.example")));
    const answer = dnsAnswer(8, "b.example", "192.0.2.9");
    plant.wire(1).frame(at + 400, udp6({ ...listener, port: 53 }, { ...far, port: 40_000 }, 64, answer));
  }
  plant.claim("dual-stack-hosts", plant.device("router"), segment.realm, { mac: router.mac });
}

/** A name server is asked by a controller that a supplier put in: two makers' words on one card, one device. */
export function softController(plant: CasePlant): void {
  const segment = plant.segment();
  const host = plant.host(OTHER_OUI.intel, `${segment.prefix}.210`, 128);
  const wire = plant.wire(0);
  const at = plant.at(0, 210);
  wire.arp(at, segment.server, host);
  sayNetbios(wire, at + 1_000_000, host, `IPC-${segment.prefix.split(".")[2]}`);
  answerS7(wire, at + 2_000_000, segment.server, host, s7Identity(plant.serial("S Q-"), "line"));
  const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 2_000_000 }];
  plant.claim("simulator-on-a-maker-laptop", plant.device("ipc"), segment.realm, ...traces);
}
