import { BROADCAST_MAC } from "../../frames";
import { BACNET_PROPERTY, iAm, readProperty, readPropertyAnswer, whoIs } from "../../messages/bacnet";
import { deviceIdentification, readDeviceIdentification } from "../../messages/modbus";
import { type CasePlant, OUI } from "../case-plant";
import { answerDcp, answerListIdentity, answerS7, s7Identity, sayLldp, sayMdns, sayNetbios } from "../speak";
import type { Host } from "../wire";

/** A rack is one controller, however many cards it has: both ways lead to the same CPU and its serial. */
export function plcRack(plant: CasePlant): void {
  const [field, control] = [plant.segment(), plant.segment()];
  const serial = plant.serial("S C-");
  const name = `RACK-${field.prefix.split(".")[2]}`;
  const modules = [
    plant.host(OUI.siemens, `${field.prefix}.100`, 64),
    plant.host(OUI.siemensOld, `${control.prefix}.100`, 64),
    plant.host(OUI.siemensOld, `${control.prefix}.101`, 64),
  ];
  for (const [index, host] of modules.entries()) {
    const segment = index === 0 ? field : control;
    const wire = plant.wire(index % 2);
    const at = plant.at(index % 2, 110 + index);
    wire.arp(at, segment.server, host);
    answerS7(wire, at + 1_000_000, segment.server, host, s7Identity(serial, name));
    plant.claim("plc-rack", `rack-of-${serial}`, field.realm, { mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 });
  }
  plant.claim("plc-rack", `rack-of-${serial}`, field.realm, { serial });
}

/** Thirty BACnet devices and some Modbus units behind one address each: all are themselves, none is the gateway. */
export function gatewayChildren(plant: CasePlant): void {
  const segment = plant.segment();
  const { server } = segment;
  const wire = plant.wire(0);
  const gateway = plant.host(OUI.phoenix, `${segment.prefix}.110`, 64);
  const base = 10_000 + plant.draw(1_000_000);
  const everybody = { mac: BROADCAST_MAC, ip: `${segment.prefix}.255` };
  wire.arp(plant.at(0, 120), server, gateway);
  wire.announce(plant.at(0, 121), server, 47808, whoIs(), everybody);
  wire.announce(plant.at(0, 121) + 100, gateway, 47808, iAm(base, 24), everybody);
  plant.claim(
    "gateway-children",
    plant.device("gateway"),
    segment.realm,
    { mac: gateway.mac },
    { ip: gateway.ip, atUs: plant.at(0, 121) },
  );
  for (let index = 1; index <= 30; index++) {
    const routed = { network: 2001, address: index };
    const [instance, at] = [base + index, plant.at(0, 122) + index * 50_000];
    wire.announce(at, gateway, 47808, iAm(instance, 24, routed), everybody);
    wire.udp(
      at + 10_000,
      server,
      gateway,
      47808,
      [
        {
          ask: readProperty(index, instance, BACNET_PROPERTY.objectName, routed),
          answer: readPropertyAnswer(index, instance, BACNET_PROPERTY.objectName, `VAV-${index}`, routed),
        },
      ],
      47808,
    );
    plant.claim("gateway-children", plant.device("child"), segment.realm, {
      ip: gateway.ip,
      atUs: at,
      child: `bacnet 2001/${index}`,
    });
  }
  const serialServer = plant.host(OUI.moxa, `${segment.prefix}.111`, 64);
  wire.arp(plant.at(0, 130), server, serialServer);
  plant.claim("gateway-children", plant.device("gateway"), segment.realm, { mac: serialServer.mac });
  for (let unit = 1; unit <= 6; unit++) {
    const at = plant.at(0, 131) + unit * 60_000;
    wire.tcp(at, server, serialServer, 502, [
      {
        ask: readDeviceIdentification(unit, unit),
        answer: deviceIdentification(unit, unit, "Invented Drives", `ID-${unit}`, `V1.${unit}`),
      },
    ]);
    plant.claim("gateway-children", plant.device("child"), segment.realm, {
      ip: serialServer.ip,
      atUs: at,
      child: `modbus unit ${unit}`,
    });
  }
}

/** An engineering PC answers as the PLC whose program it holds (a soft PLC, a simulator, a copied project). */
export function echoedIdentity(plant: CasePlant): void {
  const [field, office] = [plant.segment(), plant.segment()];
  const serial = plant.serial("S C-");
  const plc = plant.host(OUI.siemens, `${field.prefix}.120`, 64);
  // It stands beside the PLC, or in another network.
  const place = plant.draw(2) === 0 ? field : office;
  const station = plant.host(OUI.dell, `${place.prefix}.121`);
  const wire = plant.wire(1);
  const at = plant.at(1, 140);
  wire.arp(at, field.server, plc);
  answerS7(wire, at + 1_000_000, field.server, plc, s7Identity(serial, "press"));
  wire.arp(at + 5_000_000, place.server, station);
  sayNetbios(wire, at + 6_000_000, station, `EWS-${place.prefix.split(".")[2]}`);
  answerS7(wire, at + 9_000_000, place.server, station, s7Identity(serial, "press"));
  answerS7(wire, plant.at(1, 300), field.server, plc, s7Identity(serial, "press"));
  answerS7(wire, plant.at(1, 301), place.server, station, s7Identity(serial, "press"));
  const traces = ({ mac, ip }: Host) => [{ mac }, { ip, atUs: at + 9_000_000 }];
  plant.claim("echoed-identity", plant.device("plc"), field.realm, ...traces(plc));
  plant.claim("echoed-identity", plant.device("station"), field.realm, ...traces(station));
}

/** Somebody poses as a controller: with its serial, with its name. It becomes neither, and takes nothing over. */
export function spoofedIdentity(plant: CasePlant): void {
  const segment = plant.segment();
  const { server, prefix } = segment;
  const wire = plant.wire(1);
  const serial = 0x10000000 + plant.draw(0x0fffffff);
  const identity = {
    vendorId: 1,
    deviceType: 14,
    productCode: 54,
    revision: [20, 11] as const,
    serial,
    productName: "1756-L61/B LOGIX5561",
  };
  const plc = plant.host(OUI.rockwell, `${prefix}.130`, 64);
  const attacker = plant.host(OUI.intel, `${prefix}.131`, 64);
  const station = `station-${prefix.split(".")[2]}`;
  for (const host of [plc, attacker]) {
    for (const minute of [150, 250]) {
      const at = plant.at(1, minute);
      wire.arp(at, server, host);
      answerListIdentity(wire, at + 1_000_000, server, host, identity);
      answerDcp(wire, at + 2_000_000, server, host, station, "S7-300");
    }
    plant.claim(
      "spoofed-identity",
      plant.device("spoof"),
      segment.realm,
      { mac: host.mac },
      { ip: host.ip, atUs: plant.at(1, 250) },
    );
  }
}

/** Names that many have, as images and factories leave them: a name joins nobody. */
export function sharedHostnames(plant: CasePlant): void {
  const segment = plant.segment();
  const { server, prefix } = segment;
  const wire = plant.wire(2);
  // Bought in one batch: their numbers are neighbours, too.
  const cards = plant.neighbours(OUI.dell, 5);
  for (const [index, mac] of cards.entries()) {
    const host: Host = { mac, ip: `${prefix}.${140 + index}`, ttl: 128 };
    const at = plant.at(2, 160 + index);
    wire.arp(at, server, host);
    sayNetbios(wire, at + 1_000_000, host, "WIN-HMI");
    sayMdns(wire, at + 2_000_000, host, "localhost");
    wire.tcp(at + 3_000_000, server, host, 3389);
    plant.claim("shared-hostnames", plant.device("panel"), segment.realm, { mac }, { ip: host.ip, atUs: at });
  }
  // The ports of one switch have one name as well, and are one.
  const ports = plant.neighbours(OUI.moxa, 3);
  const chassis: Host = { mac: ports[0] as string, ip: `${prefix}.150`, ttl: 64 };
  wire.arp(plant.at(2, 170), server, chassis);
  wire.tcp(plant.at(2, 170), server, chassis, 443);
  for (const [index, mac] of ports.entries()) {
    sayLldp(
      wire,
      plant.at(2, 171),
      { ...chassis, mac },
      {
        chassisMac: chassis.mac,
        portName: `port ${index + 1}`,
        systemName: `SW-${prefix.split(".")[2]}`,
        systemDescription: "EDS-510E",
        capabilities: 0x04,
        managementIp: chassis.ip,
      },
    );
  }
  plant.claim(
    "shared-hostnames",
    plant.device("switch"),
    segment.realm,
    { ip: chassis.ip, atUs: plant.at(2, 170) },
    ...ports.map((mac) => ({ mac })),
  );
}
