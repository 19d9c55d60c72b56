import { type CasePlant, OUI } from "../case-plant";
import { answerS7, lease, s7Identity, sayLldp, sayMdns, sayNetbios } from "../speak";
import type { Host } from "../wire";

/** Laptops share a small pool of leases: each day another of them holds the same address. */
export function dhcpChurn(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, router, server } = segment;
  const laptops = Array.from({ length: 5 + plant.draw(4) }, (_, index) => ({
    mac: plant.mac(OUI.intel),
    device: plant.device("laptop"),
    name: `LT-${prefix.split(".")[2]}-${index + 1}`,
  }));
  const pool = laptops.length - 1;
  for (const day of [0, 1, 2]) {
    const wire = plant.wire(day);
    const shift = plant.draw(pool);
    for (const [index, { mac, device, name }] of laptops.entries()) {
      // The last of them is at home on some days.
      if (index === (day + shift) % laptops.length) continue;
      const slot = (index * 2 + shift + day) % laptops.length;
      const ip = `${prefix}.${100 + slot}`;
      const host: Host = { mac, ip, ttl: 128 };
      const at = plant.at(day, 60 + index * 5);
      lease(wire, at, host, router, name);
      wire.arp(at + 2_000_000, host, server);
      sayNetbios(wire, at + 3_000_000, host, name);
      wire.tcp(at + 5_000_000, host, server, 445);
      const later = plant.at(day, 240 + index * 5);
      wire.tcp(later, host, server, 445);
      plant.claim("dhcp-churn", device, segment.realm, { mac }, { ip, atUs: at + 5_000_000 }, { ip, atUs: later });
    }
  }
}

/** A controller dies, another one gets its address. */
export function staticIpReplaced(plant: CasePlant): void {
  const segment = plant.segment();
  const ip = `${segment.prefix}.10`;
  const name = `press-${segment.prefix.split(".")[2]}`;
  for (const day of [0, 2]) {
    const host = plant.host(OUI.siemens, ip, 64);
    const serial = plant.serial("S C-");
    const wire = plant.wire(day);
    const at = plant.at(day, 30);
    wire.arp(at, segment.server, host);
    answerS7(wire, at + 1_000_000, segment.server, host, s7Identity(serial, name));
    answerS7(wire, plant.at(day, 400), segment.server, host, s7Identity(serial, name));
    plant.claim(
      "static-ip-replaced",
      plant.device("plc"),
      segment.realm,
      { mac: host.mac },
      { ip, atUs: at + 1_000_000 },
      { serial },
    );
  }
}

/** Two devices were given the same address and use it at once. */
export function oneIpTwoMacs(plant: CasePlant): void {
  const segment = plant.segment();
  const ip = `${segment.prefix}.20`;
  const wire = plant.wire(1);
  for (const oui of [OUI.schneider, OUI.moxa]) {
    const host = plant.host(oui, ip, 64);
    for (const minute of [10, 60, 200, 300]) {
      const at = plant.at(1, minute);
      wire.arp(at, segment.server, host);
      wire.tcp(at + 1_000_000, segment.server, host, 80);
    }
    plant.claim("one-ip-two-macs", plant.device("duplicate"), segment.realm, { mac: host.mac });
  }
}

/** Two cards of one server answer for its one address in turn (adaptive load balancing). */
export function teamedCards(plant: CasePlant): void {
  const segment = plant.segment();
  const { server } = segment;
  const ip = `${segment.prefix}.30`;
  const name = `SRV-TEAM-${segment.prefix.split(".")[2]}`;
  const cards = plant.neighbours(OUI.hp, 2).map((mac): Host => ({ mac, ip, ttl: 128 }));
  for (const day of [0, 1]) {
    const wire = plant.wire(day);
    for (const minute of [15, 45, 90, 200, 310]) {
      for (const card of cards) {
        const at = plant.at(day, minute);
        wire.arp(at, server, card);
        wire.tcp(at + 1_000_000, server, card, 445);
        sayNetbios(wire, at + 2_000_000, card, name);
      }
    }
  }
  const traces = cards.map(({ mac }) => ({ mac }));
  plant.claim("teamed-cards", plant.device("team"), segment.realm, ...traces, { ip, atUs: plant.at(0, 100) });
}

/** A server with a card in two networks, and a historian whose two ports carry neighbouring numbers. */
export function multiHomedServer(plant: CasePlant): void {
  const [office, control] = [plant.segment(), plant.segment()];
  const wire = plant.wire(0);
  const serial = plant.serial("SRV");
  const bySerial = [office, control].map(({ prefix }) => plant.host(OUI.dell, `${prefix}.40`));
  const ports = plant.neighbours(OUI.intel, 2);
  const byName = [office, control].map(
    ({ prefix }, index): Host => ({ mac: ports[index] as string, ip: `${prefix}.41`, ttl: 128 }),
  );
  for (const [index, segment] of [office, control].entries()) {
    const at = plant.at(0, 20 + index);
    const [first, second] = [bySerial[index] as Host, byName[index] as Host];
    for (const host of [first, second]) {
      wire.arp(at, segment.server, host);
      wire.tcp(at + 2_000_000, segment.server, host, 445);
    }
    sayLldp(wire, at + 3_000_000, first, {
      chassisMac: (bySerial[0] as Host).mac,
      portName: `eth${index}`,
      systemName: `HIST-${office.prefix}`,
      systemDescription: "PowerEdge R640",
      capabilities: 0x80,
      managementIp: first.ip,
      inventory: { manufacturer: "Dell Inc.", model: "PowerEdge R640", serial, firmware: "2.1" },
    });
    sayNetbios(wire, at + 4_000_000, second, `OPC-${office.prefix.split(".")[2]}`);
    sayNetbios(wire, plant.at(0, 300), second, `OPC-${office.prefix.split(".")[2]}`);
  }
  const traces = (hosts: readonly Host[]) => hosts.flatMap(({ mac, ip }) => [{ mac }, { ip, atUs: plant.at(0, 60) }]);
  plant.claim("multi-homed-server", plant.device("server"), office.realm, ...traces(bySerial));
  plant.claim("multi-homed-server", plant.device("server"), office.realm, ...traces(byName));
}

/** Phones that invent a MAC a day, machines with locally administered ones, one MAC cloned in another realm. */
export function madeUpMacs(plant: CasePlant): void {
  const segment = plant.segment();
  const { server, prefix } = segment;
  for (const day of [0, 1]) {
    const mac = `da:${[0, 0, 0, 0, 0].map(() => plant.draw(256).toString(16).padStart(2, "0")).join(":")}`;
    const host: Host = { mac, ip: `${prefix}.${60 + day}`, ttl: 64 };
    const at = plant.at(day, 30);
    lease(plant.wire(day), at, host, segment.router, "iPhone");
    plant.wire(day).arp(at + 1_000_000, host, server);
    plant.wire(day).tcp(at + 2_000_000, host, server, 443);
    sayMdns(plant.wire(day), at + 3_000_000, host, "iPhone");
    plant.claim("made-up-macs", plant.device("phone"), segment.realm, { mac }, { ip: host.ip, atUs: at + 2_000_000 });
  }
  const container: Host = {
    mac: `02:42:ac:11:00:${(plant.draw(250) + 2).toString(16).padStart(2, "0")}`,
    ip: `${prefix}.70`,
    ttl: 64,
  };
  const cloned = plant.mac(OUI.moxa);
  for (const realm of ["plant", "cell-a"]) {
    const place = realm === "plant" ? segment : plant.segment(realm);
    const wire = plant.wire(0, "core", realm);
    for (const [index, host] of [container, { mac: cloned, ip: `${prefix}.71`, ttl: 64 }].entries()) {
      const at = plant.at(0, 100 + index);
      wire.arp(at, place.server, host);
      wire.tcp(at + 1_000_000, place.server, host, 443);
      sayMdns(wire, at + 2_000_000, host, `${realm}-node-${index}`);
      plant.claim(
        "made-up-macs",
        plant.device("node"),
        realm,
        { mac: host.mac },
        { ip: host.ip, atUs: at + 1_000_000 },
      );
    }
  }
}
