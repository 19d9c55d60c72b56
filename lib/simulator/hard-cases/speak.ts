import type { TimeUs } from "@/lib/domain/observation";
import { BROADCAST_MAC } from "../frames";
import { dhcpAck, dhcpRequest } from "../messages/dhcp";
import { type CipIdentity, listIdentityAnswer, listIdentityRequest } from "../messages/enip";
import { LLDP_MULTICAST, type LldpIdentity, lldpFrame } from "../messages/lldp";
import { hostAnnouncement, mdnsService } from "../messages/names";
import { identifyAnswer } from "../messages/profinet";
import {
  componentIdentification,
  connectConfirm,
  connectRequest,
  moduleIdentification,
  readSzl,
  type S7Identity,
  setupCommunication,
  setupCommunicationAnswer,
} from "../messages/s7comm";
import type { Host, Wire } from "./wire";

/** How the devices of the stories say who they are, as frames. */

const MDNS = { ip: "224.0.0.251", mac: "01:00:5e:00:00:fb" };

export function lease(wire: Wire, atUs: TimeUs, client: Host, server: Host, hostName: string): void {
  const xid = Number.parseInt(client.mac.slice(9).replaceAll(":", ""), 16) ^ Math.floor(atUs / 1e6);
  wire.dhcp(
    atUs,
    client.mac,
    server,
    dhcpRequest(xid, client.mac, client.ip, hostName, "MSFT 5.0"),
    dhcpAck(xid, client.mac, client.ip, server.ip, server.ip),
  );
}

export function sayMdns(wire: Wire, atUs: TimeUs, host: Host, name: string): void {
  wire.announce(atUs, host, 5353, mdnsService(name, host.ip, []), MDNS, 255);
}

export function sayNetbios(wire: Wire, atUs: TimeUs, host: Host, name: string): void {
  const to = { mac: BROADCAST_MAC, ip: `${host.ip.slice(0, host.ip.lastIndexOf("."))}.255` };
  wire.announce(atUs, host, 138, hostAnnouncement(name, host.ip, 10, 0, ""), to, host.ttl);
}

export function sayLldp(wire: Wire, atUs: TimeUs, host: Host, identity: LldpIdentity): void {
  wire.ethernet(atUs, host, LLDP_MULTICAST, 0x88cc, lldpFrame(identity));
}

export function answerS7(wire: Wire, atUs: TimeUs, client: Host, server: Host, identity: S7Identity): TimeUs {
  return wire.tcp(atUs, client, server, 102, [
    { ask: connectRequest(0, 2), answer: connectConfirm() },
    { ask: setupCommunication(1), answer: setupCommunicationAnswer(1) },
    { ask: readSzl(2, 0x0011, 0), answer: moduleIdentification(2, identity) },
    { ask: readSzl(3, 0x001c, 0), answer: componentIdentification(3, identity) },
  ]);
}

export const s7Identity = (serial: string, name: string): S7Identity => ({
  orderNumber: "6ES7 315-2EH14-0AB0",
  firmware: [3, 2, 17],
  systemName: name,
  moduleName: "CPU 315-2 PN/DP",
  serial,
});

export function answerListIdentity(wire: Wire, atUs: TimeUs, client: Host, server: Host, identity: CipIdentity): void {
  wire.udp(atUs, client, server, 44818, [
    { ask: listIdentityRequest(), answer: listIdentityAnswer(server.ip, identity) },
  ]);
}

export function answerDcp(wire: Wire, atUs: TimeUs, asker: Host, host: Host, stationName: string, type: string): void {
  const payload = identifyAnswer(Math.floor(atUs / 1e6) & 0xffff, {
    stationName,
    typeOfStation: type,
    vendorId: 0x002a,
    deviceId: 0x010d,
    role: 2,
    ip: host.ip,
    gateway: "0.0.0.0",
  });
  wire.ethernet(atUs, host, asker.mac, 0x8892, payload);
}
