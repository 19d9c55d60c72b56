import * as dnp3 from "../messages/dnp3";
import { remoteSupport } from "../messages/management";
import * as opcua from "../messages/opcua";
import { OUTSIDE } from "../outside";
import { announce } from "./announcements";
import { askSnmp, leaseAddress, loginByRdp, resolveName, setClock, talkHttp, talkTls } from "./everyday-talk";
import { askForStations } from "./profinet-scene";
import { talkS7 } from "./s7-scene";
import { inSegment, MINUTE_US, named, polls, SECOND_US, type Stage } from "./scene";

/** Control room, servers and DMZ, seen on the trunk between their switches. */
export function playCore(stage: Stage, reads: number): void {
  const { fromUs, recorder } = stage;
  const later = () => fromUs + SECOND_US + stage.draw(30 * SECOND_US);
  const [scada, directory, clock] = [named(stage, "SCADA-SERVER"), named(stage, "DC-1"), named(stage, "NTP-1")];
  const [historian, mirror, jump] = [named(stage, "HISTORIAN-1"), named(stage, "MIRROR-1"), named(stage, "JUMP-1")];
  const here = inSegment(stage, "operations", "supervision", "dmz");
  announce({ ...stage, devices: here.concat(named(stage, "CORE-ROUTER")) }, 5);

  const panels = here.filter(({ role }) => role === "hmi");
  askForStations(stage, named(stage, "OPERATOR-1"), panels, fromUs + 3 * SECOND_US);
  for (const [index, panel] of panels.entries()) {
    const plc = named(stage, `PLC-${(index % 6) + 1}`);
    talkS7(stage, { client: panel, plc, atUs: later(), reads, writesEvery: 20, asksIdentity: false });
    askSnmp(stage, named(stage, "APP-SRV-2"), panel, later());
  }
  const [operator, panel] = [named(stage, "OPERATOR-1"), named(stage, "HMI-1")];
  talkHttp(stage, {
    client: operator,
    server: panel,
    software: "SIMATIC HMI Miniweb",
    title: "TP1200 Comfort",
    atUs: later(),
  });
  for (const station of inSegment(stage, "remote"))
    pollRemoteStation(stage, station.dnp3Address ?? 1, station.name, reads);

  const opc = [
    { ask: opcua.hello("opc.tcp://SCADA-SERVER:4840"), answer: opcua.acknowledge() },
    { ask: opcua.openSecureChannel("None"), answer: opcua.openSecureChannel("None") },
  ];
  for (const client of [historian, ...inSegment(stage, "supervision").filter(({ role }) => role === "workstation")]) {
    recorder.tcp({
      client,
      server: scada,
      transport: "tcp",
      port: 4840,
      protocol: "opcua",
      atUs: later(),
      exchanges: opc,
      staysOpen: true,
    });
  }
  talkTls(stage, {
    client: historian,
    server: mirror,
    serverName: "mirror-1.waterworks.example",
    atUs: later(),
    records: 60,
    upload: 1200,
  });
  loginByRdp(stage, jump, named(stage, "EWS-1"), later());
  for (const client of here.filter(({ windows }) => windows !== undefined)) {
    if (client !== directory) resolveName(stage, client, directory, OUTSIDE.updates, later());
    setClock(stage, client, clock, later());
    if (client.name.startsWith("APP-SRV")) {
      talkHttp(stage, {
        client,
        server: named(stage, "PATCH-1"),
        software: "Microsoft-IIS/10.0",
        title: "Patches",
        atUs: later(),
        path: "/updates",
      });
      talkHttp(stage, {
        client: named(stage, "OPERATOR-2"),
        server: client,
        software: "Microsoft-IIS/10.0",
        title: "Reports",
        atUs: later(),
      });
    }
  }
}

/** The pumping stations lie behind the router: their addresses are seen here, their cards never. */
function pollRemoteStation(stage: Stage, outstation: number, name: string, reads: number): void {
  const exchanges = polls(
    reads,
    5 * SECOND_US,
    (i) => (i % 20 === 19 ? dnp3.directOperate(outstation, 1, i, 0) : dnp3.readClasses(outstation, 1, i)),
    (i) => (i % 20 === 19 ? dnp3.operateAnswer(outstation, 1, i, 0) : dnp3.binaryInputs(outstation, 1, i)),
  );
  const [client, server, atUs] = [
    named(stage, "SCADA-SERVER"),
    named(stage, name),
    stage.fromUs + stage.draw(SECOND_US),
  ];
  stage.recorder.tcp({
    client,
    server,
    transport: "tcp",
    port: 20_000,
    protocol: "dnp3",
    atUs,
    exchanges,
    staysOpen: true,
  });
}

/** At night a supplier works on a controller through the engineering station and a remote-support relay. */
export function playSupplierNight(stage: Stage): void {
  const { fromUs } = stage;
  const [station, notebook] = [named(stage, "EWS-1"), named(stage, "SUPPLIER-NB")];
  resolveName(stage, station, named(stage, "DC-1"), OUTSIDE.remoteSupport, fromUs);
  const exchanges = [
    { ask: remoteSupport(0x0a, 32), answer: remoteSupport(0x0b, 24) },
    ...polls(
      90,
      SECOND_US,
      () => remoteSupport(0x10, 600),
      () => remoteSupport(0x10, 90),
    ),
  ];
  const relay = {
    client: station,
    server: OUTSIDE.remoteSupport,
    transport: "tcp",
    port: 5938,
    protocol: "teamviewer",
  } as const;
  stage.recorder.tcp({ ...relay, atUs: fromUs + SECOND_US, exchanges });
  talkS7(stage, {
    client: station,
    plc: named(stage, "PLC-3"),
    atUs: fromUs + MINUTE_US,
    reads: 20,
    writesEvery: 4,
    asksIdentity: true,
  });

  leaseAddress(stage, notebook, notebook.ip, fromUs + 10 * SECOND_US);
  const { mail } = OUTSIDE;
  talkTls(stage, {
    client: notebook,
    server: mail,
    serverName: mail.hostName,
    atUs: fromUs + 30 * SECOND_US,
    records: 10,
    upload: 400,
  });
  loginByRdp(stage, notebook, named(stage, "APP-SRV-3"), fromUs + 2 * MINUTE_US);
}
