import { arp, TCP_ACK, TCP_SYN, tcp } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerListIdentity, answerS7, lease, s7Identity, sayNetbios } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import {
  deviceIdentification,
  holdingRegisters,
  readDeviceIdentification,
  readHoldingRegisters,
} from "../../messages/modbus";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

const madeUp = (plant: CasePlant, first = "06") =>
  `${first}:${[0, 0, 0, 0, 0].map(() => plant.draw(256).toString(16).padStart(2, "0")).join(":")}`;

/** A made-up card in another network, and one of no known maker, state a controller's serial. */
export function serialOnAMadeUpCard(plant: CasePlant): void {
  const [field, office, stores] = [plant.segment(), plant.segment(), plant.segment()];
  const serial = 0x50000000 + plant.draw(0x0fffffff);
  const identity = {
    vendorId: 1,
    deviceType: 14,
    productCode: 54,
    revision: [20, 11] as const,
    serial,
    productName: "1756-L61/B LOGIX5561",
  };
  const hosts = [
    { host: plant.host(OTHER_OUI.rockwell, `${field.prefix}.20`, 64), place: field },
    { host: { mac: madeUp(plant), ip: `${office.prefix}.20`, ttl: 64 }, place: office },
    { host: plant.host("f4:a1:17", `${stores.prefix}.21`, 64), place: stores },
  ];
  for (const { host, place } of hosts) {
    const wire = plant.wire(1);
    for (const minute of [30, 130]) {
      const at = plant.at(1, minute);
      wire.arp(at, place.server, host);
      answerListIdentity(wire, at + 1_000_000, place.server, host, identity);
    }
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: plant.at(1, 130) }];
    plant.claim("serial-on-a-made-up-card", plant.device("claimant"), place.realm, ...traces);
  }
}

/** Somebody stands between two hosts: answers for both by ARP for minutes, and passes their packets on unchanged. */
export function poisonedAddressTable(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(2);
  const plc = plant.host(OUI.siemens, `${prefix}.30`, 64);
  const panel = plant.host(OUI.dell, `${prefix}.31`);
  const attacker = plant.host(OUI.intel, `${prefix}.66`, 64);
  const serial = plant.serial("S C-");
  for (const host of [plc, panel, attacker]) {
    for (const minute of [20, 60, 200]) {
      wire.arp(plant.at(2, minute), server, host);
      wire.tcp(plant.at(2, minute + 1), server, host, 80);
    }
  }
  sayNetbios(wire, plant.at(2, 22), panel, `PANEL-${prefix.split(".")[2]}`);
  answerS7(wire, plant.at(2, 23), panel, plc, s7Identity(serial, "dosing"));
  const from = plant.at(2, 100);
  for (let turn = 0; turn < 30; turn++) {
    const at = from + turn * 2_000_000;
    wire.frame(at, arp(2, { mac: attacker.mac, ip: plc.ip }, panel));
    wire.frame(at + 100, arp(2, { mac: attacker.mac, ip: panel.ip }, plc));
    if (turn % 5 === 2) {
      answerS7(wire, at + 1000, panel, { ...plc, mac: attacker.mac }, s7Identity(serial, "dosing"));
      answerS7(wire, at + 1010, { ...panel, mac: attacker.mac }, plc, s7Identity(serial, "dosing"));
    }
  }
  const rows = [30, 220].map((minute) => [plant.at(2, minute), panel.ip, plc.ip, 102] as const);
  plant.text(`zeek/poisoned-${prefix}/conn.log`, "zeek", zeekConnections(rows));
  for (const host of [plc, panel, attacker]) {
    const times = [30, 220].map((minute) => ({ ip: host.ip, atUs: plant.at(2, minute) }));
    plant.claim("poisoned-address-table", plant.device("real"), segment.realm, { mac: host.mac }, ...times);
  }
}

/** Made-up cards that each ask for a server and open a connection, and are answered both times. */
export function answeredFlood(plant: CasePlant): void {
  const segment = plant.segment();
  const { server, prefix } = segment;
  const wire = plant.wire(3);
  const start = plant.at(3, 240);
  for (let index = 0; index < 600; index++) {
    const host: Host = {
      mac: madeUp(plant, "0a"),
      ip: `10.${100 + plant.draw(40)}.${plant.draw(256)}.${1 + plant.draw(250)}`,
      ttl: 64,
    };
    const at = start + index * 3_000;
    wire.arp(at, host, server);
    const [a, b] = [
      { mac: host.mac, ip: host.ip, port: 2000 + index },
      { mac: server.mac, ip: server.ip, port: 445 },
    ];
    wire.frame(at + 700, tcp(a, b, 64, index, { seq: 5, ack: 0, flags: TCP_SYN }));
    wire.frame(at + 900, tcp(b, a, 128, index, { seq: 9, ack: 6, flags: TCP_SYN | TCP_ACK }));
    if (index % 30 === 0) plant.claim("answered-flood", null, segment.realm, { mac: host.mac });
  }
  const real = plant.host(OUI.intel, `${prefix}.35`);
  wire.arp(start + 500_000, real, server);
  wire.tcp(start + 600_000, real, server, 445);
  plant.claim(
    "answered-flood",
    plant.device("real"),
    segment.realm,
    { mac: real.mac },
    { ip: real.ip, atUs: start + 600_000 },
  );
}

/** Made-up cards take every lease of a pool. */
export function starvedPool(plant: CasePlant): void {
  const segment = plant.segment();
  const { router, server, prefix } = segment;
  const wire = plant.wire(0);
  const start = plant.at(0, 420);
  for (let index = 0; index < 700; index++) {
    const mac = madeUp(plant, "0e");
    const ip = `10.${90 + (index >> 8)}.${prefix.split(".")[2]}.${index & 255 || 1}`;
    lease(wire, start + index * 10_000, { mac, ip, ttl: 64 }, router, `h${index}`);
    if (index % 40 === 0) plant.claim("starved-pool", null, segment.realm, { mac });
  }
  const real: Host = { mac: plant.mac(OUI.dell), ip: `${prefix}.36`, ttl: 128 };
  lease(wire, start + 1_005_000, real, router, `OFFICE-${prefix.split(".")[2]}`);
  wire.arp(start + 2_000_000, real, server);
  wire.tcp(start + 3_000_000, real, server, 445);
  plant.claim(
    "starved-pool",
    plant.device("real"),
    segment.realm,
    { mac: real.mac },
    { ip: real.ip, atUs: start + 3_000_000 },
  );
}

/** A master asks a gateway for units one after the other; for those that are not there it answers with an exception. */
export function absentUnits(plant: CasePlant): void {
  const segment = plant.segment();
  const { server, prefix } = segment;
  const gateway = plant.host(OUI.moxa, `${prefix}.50`, 64);
  const wire = plant.wire(1);
  const at = plant.at(1, 330);
  wire.arp(at, server, gateway);
  const exchanges = Array.from({ length: 40 }, (_, index) => {
    const unit = index + 1;
    const isThere = unit % 8 === 3;
    // MODBUS Application Protocol V1.1b3, 7: 0x0B, the target failed to respond.
    const absent = Uint8Array.from([0, unit, 0, 0, 0, 3, unit, 0x83, 0x0b]);
    return [
      { ask: readHoldingRegisters(unit, unit, 0, 2), answer: isThere ? holdingRegisters(unit, unit, [1, 2]) : absent },
      ...(isThere
        ? [
            {
              ask: readDeviceIdentification(unit, unit),
              answer: deviceIdentification(unit, unit, "ACME", `METER-${unit}`, "1.0"),
            },
          ]
        : []),
    ];
  }).flat();
  for (const laterUs of [0, 600_000_000]) wire.tcp(at + 1_000_000 + laterUs, server, gateway, 502, exchanges);
  for (let unit = 1; unit <= 40; unit++) {
    const child = `modbus unit ${unit}`;
    const traces = [
      { ip: gateway.ip, atUs: at + 1_000_000, child },
      { mac: gateway.mac, child },
    ];
    plant.claim("absent-units", unit % 8 === 3 ? plant.device("unit") : null, segment.realm, ...traces);
  }
  plant.claim(
    "absent-units",
    plant.device("gateway"),
    segment.realm,
    { mac: gateway.mac },
    { ip: gateway.ip, atUs: at },
  );
}

/** Somebody claims every address of a network by ARP, his own among them; the others keep speaking for themselves. */
export function poisonedNetwork(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(0);
  const attacker = plant.host(OUI.intel, `${prefix}.200`, 64);
  const victims = Array.from({ length: 20 }, (_, index) => plant.host(OUI.hp, `${prefix}.${201 + index}`));
  for (const [index, host] of [attacker, ...victims].entries()) {
    for (const minute of [500, 620]) {
      const at = plant.at(0, minute) + index * 1_000_000;
      wire.arp(at, server, host);
      wire.tcp(at + 100_000, server, host, 445);
    }
  }
  for (let turn = 0; turn < 20; turn++) {
    for (const [index, { ip }] of victims.entries()) {
      const at = plant.at(0, 560) + turn * 10_000_000 + index * 1000;
      wire.frame(at, arp(2, { mac: attacker.mac, ip }, server));
    }
  }
  for (const host of [attacker, ...victims]) {
    const times = [500, 640].map((minute) => ({ ip: host.ip, atUs: plant.at(0, minute) }));
    plant.claim("poisoned-network", plant.device("host"), segment.realm, { mac: host.mac }, ...times);
  }
}

/** Three hundred made-up cards claim the address of a controller, which goes on answering; logs know the address alone. */
export function addressClaimedByMany(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(1);
  const plc = plant.host(OUI.siemens, `${prefix}.230`, 64);
  for (const minute of [500, 640]) {
    wire.arp(plant.at(1, minute), server, plc);
    wire.tcp(plant.at(1, minute) + 1_000_000, server, plc, 102);
  }
  for (let index = 0; index < 300; index++) {
    const mac = madeUp(plant, "02");
    wire.frame(plant.at(1, 570) + index * 20_000, arp(2, { mac, ip: plc.ip }, server));
    if (index % 30 === 0) plant.claim("address-claimed-by-many", null, segment.realm, { mac });
  }
  const rows = [520, 660].map((minute) => [plant.at(1, minute), server.ip, plc.ip, 102] as const);
  plant.text(`zeek/claimed-${prefix}/conn.log`, "zeek", zeekConnections(rows));
  const times = [520, 660].map((minute) => ({ ip: plc.ip, atUs: plant.at(1, minute) }));
  plant.claim("address-claimed-by-many", plant.device("plc"), segment.realm, { mac: plc.mac }, ...times);
}
