import { LLDP_MULTICAST, lldpFrame } from "../messages/lldp";
import { hostAnnouncement, mdnsService } from "../messages/names";
import type { Card, PlantDevice } from "../plant";
import { MINUTE_US, SECOND_US, type Stage } from "./scene";

const LLDP_EVERY_US = 30 * SECOND_US;
const ETHERTYPE_LLDP = 0x88cc;
const MDNS_GROUP = { ip: "224.0.0.251", mac: "01:00:5e:00:00:fb" };
const MDNS_TTL = 255;
const MDNS_PORT = 5353;
const NETBIOS_DATAGRAM_PORT = 138;

/** What devices say of themselves without being asked, for as long as the recording runs. */
export function announce(stage: Stage, minutes: number): void {
  for (const device of stage.devices) {
    const atUs = stage.fromUs + stage.draw(20 * SECOND_US);
    for (const card of [device, ...(device.otherCards ?? [])]) {
      if (device.lldpCapabilities !== undefined) repeatLldp(stage, device, card, atUs, minutes);
    }
    const card = stage.recorder.card(device);
    if (!card) continue;
    if (device.mdnsTxt) {
      const payload = mdnsService(device.name, card.ip, device.mdnsTxt);
      for (const wait of [0, SECOND_US])
        stage.recorder.announce(atUs + wait, card, MDNS_PORT, payload, MDNS_GROUP, MDNS_TTL);
    }
    if (device.windows) {
      const payload = hostAnnouncement(device.name, card.ip, device.windows[0], device.windows[1], "");
      for (const wait of [0, MINUTE_US])
        stage.recorder.announce(atUs + wait, card, NETBIOS_DATAGRAM_PORT, payload, undefined, device.ttl);
    }
  }
}

function repeatLldp(stage: Stage, device: PlantDevice, card: Card, fromUs: number, minutes: number): void {
  const { vendor, model, serial, firmware } = device;
  const hasInventory = vendor !== undefined && model !== undefined && serial !== undefined && firmware !== undefined;
  const frame = lldpFrame({
    chassisMac: device.mac,
    portName: `port-${card.segment}`,
    systemName: device.name,
    systemDescription: [vendor, model, firmware].filter((it) => it !== undefined).join(" "),
    capabilities: device.lldpCapabilities ?? 0,
    managementIp: card.ip,
    ...(hasInventory ? { inventory: { manufacturer: vendor, model, serial, firmware } } : {}),
  });
  for (let atUs = fromUs; atUs < stage.fromUs + minutes * MINUTE_US; atUs += LLDP_EVERY_US) {
    stage.recorder.ethernet(atUs, card, LLDP_MULTICAST, ETHERTYPE_LLDP, frame);
  }
}
