import type { TimeUs } from "@/lib/domain/observation";
import { drawBytes } from "../draw";
import { dhcpAck, dhcpRequest } from "../messages/dhcp";
import { ntp, snmpGetSystem, snmpSystem, sshBanner, telnetBanner, telnetLogin } from "../messages/management";
import { dnsAnswer, dnsQuery } from "../messages/names";
import { rdpConnectConfirm, rdpConnectRequest } from "../messages/remote-desktop";
import { httpGet, httpOk, tlsApplicationData, tlsClientHello, tlsServerHello } from "../messages/web";
import type { OutsideHost } from "../outside";
import { type PlantDevice, SEGMENTS } from "../plant";
import type { Exchange, Peer } from "../recorder";
import { polls, SECOND_US, type Stage } from "./scene";

/** Ordinary conversations, the same on a plant as in an office. */

export function resolveName(
  stage: Stage,
  client: PlantDevice,
  server: PlantDevice,
  host: OutsideHost,
  atUs: TimeUs,
): TimeUs {
  const id = stage.draw(65_536);
  const exchanges = [{ ask: dnsQuery(id, host.hostName), answer: dnsAnswer(id, host.hostName, host.ip) }];
  return stage.recorder.udp({ client, server, transport: "udp", port: 53, protocol: "dns", atUs, exchanges });
}

export interface TlsTalk {
  readonly client: PlantDevice;
  readonly server: Peer;
  readonly serverName: string;
  readonly atUs: TimeUs;
  readonly records: number;
  /** Bytes of each record of the client. */
  readonly upload: number;
  readonly via?: PlantDevice;
  readonly port?: number;
}

export function talkTls(
  stage: Stage,
  { client, server, serverName, atUs, records, upload, via, port = 443 }: TlsTalk,
): TimeUs {
  const exchanges: Exchange[] = [
    { ask: tlsClientHello(serverName, drawBytes(stage.draw, 32)), answer: tlsServerHello(drawBytes(stage.draw, 32)) },
    ...polls(
      records,
      SECOND_US / 2,
      () => tlsApplicationData(upload),
      () => tlsApplicationData(120),
    ),
  ];
  return stage.recorder.tcp({
    client,
    server,
    transport: "tcp",
    port,
    protocol: "tls",
    atUs,
    exchanges,
    ...(via ? { via } : {}),
  });
}

export interface WebTalk {
  readonly client: PlantDevice;
  readonly server: PlantDevice;
  readonly software: string;
  readonly title: string;
  readonly atUs: TimeUs;
  readonly path?: string;
}

export function talkHttp(stage: Stage, { client, server, software, title, atUs, path = "/" }: WebTalk): TimeUs {
  const exchanges = [{ ask: httpGet(server.ip, path, "Mozilla/5.0"), answer: httpOk(software, title) }];
  return stage.recorder.tcp({ client, server, transport: "tcp", port: 80, protocol: "http", atUs, exchanges });
}

export function setClock(stage: Stage, client: PlantDevice, server: PlantDevice, atUs: TimeUs): void {
  const exchanges = [{ ask: ntp(3), answer: ntp(4) }];
  stage.recorder.udp({
    client,
    server,
    transport: "udp",
    port: 123,
    protocol: "ntp",
    atUs,
    exchanges,
    clientPort: 123,
  });
}

export function askSnmp(stage: Stage, manager: PlantDevice, agent: PlantDevice, atUs: TimeUs): void {
  if (!agent.sysDescr) return;
  const id = stage.draw(127);
  const exchanges = [{ ask: snmpGetSystem(id), answer: snmpSystem(id, agent.sysDescr, agent.name, agent.segment) }];
  stage.recorder.udp({
    client: manager,
    server: agent,
    transport: "udp",
    port: 161,
    protocol: "snmp",
    atUs,
    exchanges,
  });
}

export function loginByTelnet(
  stage: Stage,
  client: PlantDevice,
  server: PlantDevice,
  greeting: string,
  atUs: TimeUs,
): void {
  const exchanges: Exchange[] = [
    { ask: null, answer: telnetBanner(greeting) },
    { ask: telnetLogin("admin"), answer: null, afterUs: 2 * SECOND_US },
  ];
  stage.recorder.tcp({ client, server, transport: "tcp", port: 23, protocol: "telnet", atUs, exchanges });
}

export function loginBySsh(
  stage: Stage,
  client: PlantDevice,
  server: PlantDevice,
  software: string,
  atUs: TimeUs,
): void {
  const exchanges: Exchange[] = [
    { ask: null, answer: sshBanner(software) },
    { ask: sshBanner("PuTTY_Release_0.78"), answer: null },
  ];
  stage.recorder.tcp({ client, server, transport: "tcp", port: 22, protocol: "ssh", atUs, exchanges });
}

export function loginByRdp(stage: Stage, client: PlantDevice, server: PlantDevice, atUs: TimeUs): void {
  const exchanges: Exchange[] = [
    { ask: rdpConnectRequest(), answer: rdpConnectConfirm() },
    ...polls(
      12,
      SECOND_US,
      () => tlsApplicationData(90),
      () => tlsApplicationData(900),
    ),
  ];
  stage.recorder.tcp({ client, server, transport: "tcp", port: 3389, protocol: "rdp", atUs, exchanges });
}

/** The router leases the address, as it does on every segment with moving guests. */
export function leaseAddress(stage: Stage, client: PlantDevice, ip: string, atUs: TimeUs): void {
  const { prefix, routerMac } = SEGMENTS[client.segment];
  if (routerMac === null) return;
  const xid = stage.draw(2 ** 31);
  const router = { segment: client.segment, mac: routerMac, ip: `${prefix}.1` };
  const request = dhcpRequest(xid, client.mac, ip, client.name, client.windows ? "MSFT 5.0" : "udhcp 1.30");
  stage.recorder.dhcp(atUs, { ...client, ip: "0.0.0.0" }, true, request);
  stage.recorder.dhcp(atUs + 1_200, router, false, dhcpAck(xid, client.mac, ip, router.ip, router.ip));
  stage.recorder.lease(client, ip);
}
