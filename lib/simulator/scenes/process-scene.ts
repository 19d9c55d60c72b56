import type { TimeUs } from "@/lib/domain/observation";
import * as enip from "../messages/enip";
import { OUTSIDE } from "../outside";
import type { PlantDevice } from "../plant";
import { announce } from "./announcements";
import { askSnmp, leaseAddress, loginBySsh, loginByTelnet, setClock, talkHttp, talkTls } from "./everyday-talk";
import { talkModbus } from "./modbus-scene";
import { askForStations, exchangeCyclicData } from "./profinet-scene";
import { downloadProgram, talkS7 } from "./s7-scene";
import { inSegment, MINUTE_US, named, polls, SECOND_US, type Stage } from "./scene";

/** The process network as its sensor sees it on any day: polling, cyclic data, time and management. */
export function playProcess(stage: Stage, reads: number): void {
  const { fromUs } = stage;
  const process = inSegment(stage, "process");
  const [scada, clock, manager] = [named(stage, "SCADA-SERVER"), named(stage, "NTP-1"), named(stage, "APP-SRV-2")];
  announce({ ...stage, devices: inSegment(stage, "process").concat(named(stage, "CORE-ROUTER")) }, 5);
  askForStations(stage, named(stage, "PLC-1"), process, fromUs + 2 * SECOND_US);
  exchangeCyclicData(
    stage,
    named(stage, "PLC-1"),
    process.filter(({ role }) => role === "io"),
    40,
  );

  const later = () => fromUs + SECOND_US + stage.draw(8 * SECOND_US);
  for (const server of process.filter(({ unitId }) => unitId !== undefined)) {
    talkModbus(stage, { client: scada, server, atUs: later(), reads, writesEvery: server.role === "drive" ? 9 : 25 });
  }
  for (const [index, plc] of process.filter(({ s7 }) => s7 !== undefined).entries()) {
    talkS7(stage, { client: scada, plc, atUs: later(), reads, writesEvery: 0, asksIdentity: true });
    const panel = named(stage, `HMI-${(index % 7) + 1}`);
    talkS7(stage, { client: panel, plc, atUs: later(), reads, writesEvery: 12, asksIdentity: false });
    setClock(stage, plc, clock, later());
  }
  for (const station of process.filter(({ cip }) => cip !== undefined)) talkCip(stage, scada, station, later(), reads);
  for (const agent of process) askSnmp(stage, manager, agent, later());
}

function talkCip(stage: Stage, client: PlantDevice, server: PlantDevice, atUs: TimeUs, reads: number): void {
  if (!server.cip) return;
  const identity = [{ ask: enip.listIdentityRequest(), answer: enip.listIdentityAnswer(server.ip, server.cip) }];
  const common = { client, server, port: 44818, protocol: "enip" } as const;
  stage.recorder.udp({ ...common, transport: "udp", atUs, exchanges: identity });
  const session = 0x1000 + stage.draw(4096);
  const exchanges = [
    { ask: enip.registerSession(), answer: enip.registerSessionAnswer(session) },
    ...polls(
      reads,
      3 * SECOND_US,
      (i) => (i % 15 === 14 ? enip.writeTag(session, "DoseSetPoint", i) : enip.readTag(session, "ChlorineFlow")),
      (i) => (i % 15 === 14 ? enip.writeTagAnswer(session) : enip.readTagAnswer(session, stage.draw(500))),
    ),
  ];
  stage.recorder.tcp({ ...common, transport: "tcp", atUs: atUs + SECOND_US, exchanges, staysOpen: true });
}

/** A cellular gateway that nobody approved gives a dosing controller its own way out of the plant. */
export function playCellularGateway(stage: Stage): void {
  const gateway = named(stage, "cell-gw");
  const laptop = named(stage, "LAPTOP-ENG-2");
  const { hostName } = OUTSIDE.machineCloud;
  for (const [index, name] of ["DOSING-1", "DOSING-2"].entries()) {
    const atUs = stage.fromUs + (index + 1) * 40 * SECOND_US;
    talkTls(stage, {
      client: named(stage, name),
      server: OUTSIDE.machineCloud,
      serverName: hostName,
      atUs,
      records: 30,
      upload: 800,
      via: gateway,
    });
  }
  talkHttp(stage, {
    client: laptop,
    server: gateway,
    software: "uhttpd/1.0.0",
    title: "RUT955",
    atUs: stage.fromUs + 90 * SECOND_US,
  });
  loginBySsh(stage, laptop, gateway, "dropbear_2022.83", stage.fromUs + 110 * SECOND_US);
}

/** Maintenance day: a program goes into a running controller, a switch is configured in clear text, a stranger listens. */
export function playMaintenance(stage: Stage): void {
  const { fromUs } = stage;
  const laptop = named(stage, "LAPTOP-ENG-2");
  leaseAddress(stage, laptop, laptop.ip, fromUs + 5 * SECOND_US);
  askForStations(stage, laptop, inSegment(stage, "process"), fromUs + 20 * SECOND_US);
  downloadProgram(stage, laptop, named(stage, "PLC-2"), fromUs + MINUTE_US);
  const greeting = "Hirschmann MACH104-20TX-FR, Release L2P-09.0.08";
  loginByTelnet(stage, named(stage, "EWS-1"), named(stage, "SW-PROC-1"), greeting, fromUs + 2 * MINUTE_US);

  const stranger = named(stage, "raspberrypi");
  leaseAddress(stage, stranger, stranger.ip, fromUs + 8 * SECOND_US);
  loginBySsh(stage, named(stage, "SUPPLIER-NB"), stranger, "OpenSSH_9.2p1", fromUs + 100 * SECOND_US);
  for (const name of ["FILTER-PLC-2", "FILTER-PLC-3", "PUMP-DRIVE-4"]) {
    talkModbus(stage, {
      client: stranger,
      server: named(stage, name),
      atUs: fromUs + 130 * SECOND_US,
      reads: 6,
      writesEvery: 0,
    });
  }
}
