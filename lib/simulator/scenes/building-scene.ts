import type { TimeUs } from "@/lib/domain/observation";
import * as bacnet from "../messages/bacnet";
import { rtspOk, rtspOptions } from "../messages/web";
import { OUTSIDE, type OutsideHost } from "../outside";
import type { PlantDevice } from "../plant";
import type { Exchange } from "../recorder";
import { announce } from "./announcements";
import { leaseAddress, loginByTelnet, resolveName, talkHttp, talkTls } from "./everyday-talk";
import { inSegment, named, SECOND_US, type Stage } from "./scene";

const BACNET_PORT = 47_808;

/** Heating, ventilation, cameras, and two guests that talk to the internet. */
export function playBuilding(stage: Stage): void {
  const { fromUs, recorder } = stage;
  const later = () => fromUs + SECOND_US + stage.draw(120 * SECOND_US);
  const here = inSegment(stage, "building", "cameras");
  announce({ ...stage, devices: here.concat(named(stage, "CORE-ROUTER")) }, 5);

  const server = named(stage, "BMS-SERVER");
  recorder.announce(fromUs + SECOND_US, server, BACNET_PORT, bacnet.whoIs());
  for (const controller of here.filter((it) => it.bacnet !== undefined))
    talkBacnet(stage, server, controller, fromUs + 2 * SECOND_US);

  for (const camera of here.filter(({ name }) => name.startsWith("CAM-"))) {
    const exchanges = [{ ask: rtspOptions(camera.ip), answer: rtspOk("GStreamer RTSP server") }];
    const client = named(stage, "NVR-1");
    recorder.tcp({
      client,
      server: camera,
      transport: "tcp",
      port: 554,
      protocol: "rtsp",
      atUs: later(),
      exchanges,
      staysOpen: true,
    });
    talkHttp(stage, { client, server: camera, software: "Apache/2.4.58", title: "AXIS", atUs: later() });
  }
  phoneHome(stage, named(stage, "garden-cam"), OUTSIDE.cameraCloud, 120, 900);
  lookAtGarden(stage);
  phoneHome(stage, named(stage, "BROTHER-SEW-7"), OUTSIDE.socialNetwork, 25, 300);
}

/** Somebody at the building's server looks at the camera in the garden, in clear text. */
function lookAtGarden(stage: Stage): void {
  const [client, camera] = [named(stage, "BMS-SERVER"), named(stage, "garden-cam")];
  const atUs = stage.fromUs + 60 * SECOND_US;
  talkHttp(stage, { client, server: camera, software: "App-webs/", title: "Camera", atUs });
  const exchanges = [{ ask: rtspOptions(camera.ip), answer: rtspOk("Rtsp Server/2.0") }];
  const stream = { transport: "tcp", port: 554, protocol: "rtsp" } as const;
  stage.recorder.tcp({ client, server: camera, ...stream, atUs: atUs + SECOND_US, exchanges });
  loginByTelnet(stage, client, camera, "Welcome to the camera", atUs + 2 * SECOND_US);
}

/** Two devices that nobody approved: one sends its pictures away, one keeps in touch with a social network. */
function phoneHome(stage: Stage, guest: PlantDevice, host: OutsideHost, records: number, upload: number): void {
  const atUs = stage.fromUs + 15 * SECOND_US;
  leaseAddress(stage, guest, guest.ip, atUs);
  resolveName(stage, guest, named(stage, "DC-1"), host, atUs + SECOND_US);
  talkTls(stage, {
    client: guest,
    server: host,
    serverName: host.hostName,
    atUs: atUs + 2 * SECOND_US,
    records,
    upload,
  });
}

function talkBacnet(stage: Stage, server: PlantDevice, controller: PlantDevice, fromUs: TimeUs): void {
  const { bacnet: seed } = controller;
  if (!seed) return;
  const { recorder, draw } = stage;
  recorder.announce(fromUs + draw(SECOND_US), controller, BACNET_PORT, bacnet.iAm(seed.instance, seed.vendorId));
  const { objectName, vendorName, modelName, firmwareRevision } = bacnet.BACNET_PROPERTY;
  const facts: [number, string][] = [
    [objectName, controller.name],
    [vendorName, seed.vendorName],
    [modelName, seed.modelName],
    [firmwareRevision, seed.firmware],
  ];
  const exchanges: Exchange[] = facts.map(([property, value], index) => ({
    ask: bacnet.readProperty(index + 1, seed.instance, property),
    answer: bacnet.readPropertyAnswer(index + 1, seed.instance, property, value),
    afterUs: 30_000,
  }));
  for (const room of seed.routed) {
    recorder.announce(
      fromUs + draw(SECOND_US),
      controller,
      BACNET_PORT,
      bacnet.iAm(room.instance, seed.vendorId, room),
    );
    exchanges.push({
      ask: bacnet.readProperty(40 + room.address, room.instance, modelName, room),
      answer: bacnet.readPropertyAnswer(40 + room.address, room.instance, modelName, room.modelName, room),
      afterUs: 30_000,
    });
  }
  for (let i = 0; i < 6; i += 1) {
    exchanges.push({
      ask: bacnet.writePresentValue(60 + i, i),
      answer: bacnet.simpleAck(60 + i),
      afterUs: 20 * SECOND_US,
    });
  }
  const talk = { client: server, server: controller, transport: "udp", port: BACNET_PORT, protocol: "bacnet" } as const;
  recorder.udp({ ...talk, clientPort: BACNET_PORT, atUs: fromUs + 3 * SECOND_US, exchanges });
}
