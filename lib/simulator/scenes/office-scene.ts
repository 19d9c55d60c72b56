import { OUTSIDE } from "../outside";
import { announce } from "./announcements";
import { leaseAddress, resolveName, talkHttp, talkTls } from "./everyday-talk";
import { inSegment, named, SECOND_US, type Stage } from "./scene";

/**
 * A morning in the offices. On the later day the router has given some machines each other's former addresses: the
 * address is a lease, not a name.
 */
export function playOffice(stage: Stage, day: "first" | "later"): void {
  const { fromUs } = stage;
  const machines = inSegment(stage, "enterprise");
  const [files, directory] = [named(stage, "FILE-1"), named(stage, "DC-1")];
  const clients = machines.filter(({ role }) => role === "workstation");
  for (const [index, client] of clients.entries()) {
    const ip = day === "later" ? (client.laterIp ?? client.ip) : client.ip;
    leaseAddress(stage, client, ip, fromUs + SECOND_US + index * 40_000);
  }
  announce({ ...stage, fromUs: fromUs + 3 * SECOND_US, devices: machines.concat(named(stage, "CORE-ROUTER")) }, 3);

  const later = () => fromUs + 6 * SECOND_US + stage.draw(150 * SECOND_US);
  for (const [index, client] of clients.entries()) {
    const host = [OUTSIDE.mail, OUTSIDE.weather, OUTSIDE.updates][index % 3] ?? OUTSIDE.mail;
    const atUs = resolveName(stage, client, directory, host, later());
    talkTls(stage, { client, server: host, serverName: host.hostName, atUs, records: 15, upload: 500 });
    talkHttp(stage, { client, server: files, software: "Microsoft-IIS/10.0", title: "Intranet", atUs: later() });
  }
  for (const printer of machines.filter(({ role }) => role === "printer")) {
    talkHttp(stage, {
      client: files,
      server: printer,
      software: "debut/1.30",
      title: "Brother HL-L6400DW",
      atUs: later(),
    });
  }
}
