import type { TimeUs } from "@/lib/domain/observation";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections, zeekLeases } from "../zeek-text";

/** Nobody captured: a sensor's logs of four days know who was leased which address, and who talked from which. */
export function logsAlone(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, router, server } = segment;
  const laptops = [0, 1, 2].map((index) => ({
    mac: plant.mac(index === 2 ? OTHER_OUI.intel : OUI.dell),
    name: `log-${prefix.split(".")[2]}-${index}`,
    device: plant.device("laptop"),
  }));
  for (const day of [0, 1, 2, 3]) {
    const leases: (readonly [TimeUs, string, string, string, string])[] = [];
    const connections: (readonly [TimeUs, string, string, number])[] = [];
    for (const [index, { mac, name, device }] of laptops.entries()) {
      const ip = `${prefix}.${30 + ((index + day) % 3)}`;
      const at = plant.at(day, 400 + index);
      leases.push([at, mac, ip, router.ip, name]);
      for (const laterUs of [60_000_000, 7_200_000_000]) {
        connections.push([at + laterUs, ip, server.ip, 443]);
        plant.claim("logs-alone", device, segment.realm, { ip, atUs: at + laterUs });
      }
      plant.claim("logs-alone", device, segment.realm, { mac });
    }
    plant.text(`zeek/alone-${prefix}-${day}/dhcp.log`, "zeek", zeekLeases(leases));
    plant.text(`zeek/alone-${prefix}-${day}/conn.log`, "zeek", zeekConnections(connections));
  }
}

/** A scanner in the network sees cards, on two days between which two hosts swapped their addresses. */
export function scansBeforeAndAfter(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const hosts = [0, 1].map((index) => ({ mac: plant.mac(OTHER_OUI.omron), device: plant.device(`host-${index}`) }));
  const connections: (readonly [TimeUs, string, string, number])[] = [];
  for (const day of [0, 3]) {
    const atUs = plant.at(day, 450);
    const start = Math.floor(atUs / 1e6);
    const elements = hosts.map(({ mac, device }, index) => {
      const ip = `${prefix}.${40 + ((index + day) % 2)}`;
      connections.push([atUs + 600_000_000, server.ip, ip, 9600]);
      const times = [atUs, atUs + 600_000_000].map((it) => ({ ip, atUs: it }));
      plant.claim("scans-before-and-after", device, segment.realm, { mac }, ...times);
      return (
        `<host starttime="${start}" endtime="${start + 5}"><status state="up" reason="arp-response"/><address addr="${ip}" addrtype="ipv4"/><address addr="${mac.toUpperCase()}" addrtype="mac" vendor="Omron"/>` +
        `<ports><port protocol="tcp" portid="9600"><state state="open" reason="syn-ack"/><service name="unknown" method="table" conf="3"/></port></ports></host>`
      );
    });
    plant.text(
      `scans/swapped-${prefix}-${day}.xml`,
      "scanner",
      `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap -sS -p9600 -oX - ${prefix}.40-41" start="${start}" version="7.95" xmloutputversion="1.05">\n${elements.join("\n")}\n<runstats><finished time="${start + 9}"/><hosts up="2" down="0" total="2"/></runstats>\n</nmaprun>\n`,
    );
  }
  plant.text(`zeek/swapped-${prefix}/conn.log`, "zeek", zeekConnections(connections));
}

/** Two lists of one plant: each spells cards in its own way, and one of them has a device twice. */
export function listsInManySpellings(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const cards = [0, 1, 2].map((index) => plant.mac(index === 0 ? OUI.phoenix : OTHER_OUI.wago));
  const dotted = (mac: string) => mac.replaceAll(":", "").replace(/(.{4})(?=.)/g, "$1.");
  const dashed = (mac: string) => mac.toUpperCase().replaceAll(":", "-");
  const lines = [
    "Hostname;IP;MAC;Manufacturer",
    ...cards.map((mac, index) => `io-${index};${prefix}.${50 + index};${dotted(mac)};WAGO`),
    `io-0 (cabinet 4);${prefix}.50;${dashed(cards[0] as string)};Phoenix Contact`,
  ];
  plant.text(`lists/dotted-${prefix}.csv`, "lists", `${lines.join("\n")}\n`);
  const others = cards.map((mac, index) => `"${dashed(mac)}","${prefix}.${50 + index}","Remote IO, ${index}"`);
  plant.text(`lists/dashed-${prefix}.csv`, "lists", `﻿mac address,ip address,name\r\n${others.join("\r\n")}\r\n`);
  const wire = plant.wire(3);
  for (const [index, mac] of cards.entries()) {
    const host = { mac, ip: `${prefix}.${50 + index}`, ttl: 64 };
    const at = plant.at(3, 60 + index);
    wire.arp(at, server, host);
    wire.tcp(at + 1_000_000, server, host, 502);
    plant.claim("lists-in-many-spellings", plant.device("io"), segment.realm, { mac }, { ip: host.ip, atUs: at });
  }
}
