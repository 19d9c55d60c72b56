import { arp, BROADCAST_MAC } from "../../frames";
import { dnsAnswer, dnsQuery } from "../../messages/names";
import { type CasePlant, OUI } from "../case-plant";
import { answerS7, lease, s7Identity, sayNetbios } from "../speak";
import type { Host } from "../wire";

/** Two cells of one machine builder with the same addresses and names. */
export function overlappingRealms(plant: CasePlant): void {
  for (const realm of ["cell-a", "cell-b"]) {
    const wire = plant.wire(1, "cell", realm);
    const hosts = [10, 11, 12].map((last) =>
      plant.host(last === 12 ? OUI.dell : OUI.siemens, `192.168.0.${last}`, last === 12 ? 128 : 64),
    );
    const [plc, drive, panel] = hosts as [Host, Host, Host];
    const serial = plant.serial("S C-");
    const at = plant.at(1, 20);
    for (const host of [plc, drive]) wire.arp(at, panel, host);
    wire.arp(at, plc, panel);
    answerS7(wire, at + 1_000_000, panel, plc, s7Identity(serial, "PACKER"));
    wire.tcp(at + 4_000_000, panel, drive, 80);
    sayNetbios(wire, at + 5_000_000, panel, "PACKER-HMI");
    for (const host of hosts) {
      plant.claim(
        "overlapping-realms",
        plant.device(realm),
        realm,
        { mac: host.mac },
        { ip: host.ip, atUs: at + 4_000_000 },
      );
    }
  }
}

/** A service laptop is in one realm on one day and in another on the next. */
export function roamingLaptop(plant: CasePlant): void {
  const device = plant.device("service-laptop");
  const mac = plant.mac(OUI.intel);
  for (const [day, realm] of [
    [0, "plant"],
    [1, "cell-a"],
    [2, "cell-b"],
  ] as const) {
    const segment = plant.segment(realm);
    const wire = plant.wire(day, realm === "plant" ? "core" : "cell", realm);
    const host: Host = { mac, ip: `${segment.prefix}.200`, ttl: 128 };
    const at = plant.at(day, 180);
    lease(wire, at, host, segment.router, "SERVICE-NB");
    wire.arp(at + 1_000_000, host, segment.server);
    sayNetbios(wire, at + 2_000_000, host, "SERVICE-NB");
    wire.tcp(at + 3_000_000, host, segment.server, 445);
    plant.claim("roaming-laptop", device, realm, { mac }, { ip: host.ip, atUs: at + 3_000_000 });
  }
}

/** A sensor whose clock stands in 1971 or 2037 shows the same devices as the others. */
export function wrongClocks(plant: CasePlant): void {
  const segment = plant.segment();
  const hosts = [200, 201].map((last) =>
    plant.host(last === 200 ? OUI.siemens : OUI.dell, `${segment.prefix}.${last}`, last === 200 ? 64 : 128),
  );
  const [plc, panel] = hosts as [Host, Host];
  const serial = plant.serial("S C-");
  const shifts: readonly [string, number][] = [
    ["core", 0],
    ["old-clock", Date.UTC(1971, 0, 5) * 1000 - plant.at(0, 0)],
    ["fast-clock", Date.UTC(2037, 5, 5) * 1000 - plant.at(0, 0)],
  ];
  for (const [sensor, shiftUs] of shifts) {
    const wire = plant.wire(0, sensor);
    const at = plant.at(0, 200) + shiftUs;
    wire.arp(at, panel, plc);
    wire.arp(at + 100_000, plc, panel);
    answerS7(wire, at + 1_000_000, panel, plc, s7Identity(serial, `clock-${segment.prefix}`));
    for (const host of hosts) {
      plant.claim(
        "wrong-clocks",
        `clocked-${host.mac}`,
        segment.realm,
        { mac: host.mac },
        { ip: host.ip, atUs: at + 1_000_000 },
      );
    }
  }
}

/** Names and addresses that are asked for belong to nobody who asks. */
export function askedNotOwned(plant: CasePlant): void {
  const segment = plant.segment();
  const wire = plant.wire(2);
  const asker = plant.host(OUI.dell, `${segment.prefix}.210`);
  const { server } = segment;
  const at = plant.at(2, 190);
  wire.arp(at, asker, server);
  for (let index = 0; index < 12; index++) {
    const absent = `${segment.prefix}.${220 + index}`;
    wire.askInVain(at + index * 1000, asker, absent);
    wire.udp(at + 1_000_000 + index * 1000, asker, server, 53, [
      { ask: dnsQuery(index, `plc-${index}.invalid`), answer: dnsAnswer(index, `plc-${index}.invalid`, absent) },
    ]);
    plant.claim("asked-not-owned", null, segment.realm, { ip: absent, atUs: at });
  }
  plant.claim("asked-not-owned", plant.device("asker"), segment.realm, { mac: asker.mac }, { ip: asker.ip, atUs: at });
  plant.claim(
    "asked-not-owned",
    plant.device("server"),
    segment.realm,
    { mac: server.mac },
    { ip: server.ip, atUs: at },
  );
}

/** A burst of made-up MACs: counted, never a device. */
export function flood(plant: CasePlant): void {
  const segment = plant.segment();
  const wire = plant.wire(2);
  const atUs = plant.at(2, 240);
  const count = 400;
  for (let index = 0; index < count; index++) {
    const mac = `06:${[0, 0, 0].map(() => plant.draw(256).toString(16).padStart(2, "0")).join(":")}:${(index >> 8).toString(16).padStart(2, "0")}:${(index & 255).toString(16).padStart(2, "0")}`;
    const host: Host = { mac, ip: `10.${200 + plant.draw(50)}.${plant.draw(256)}.${1 + plant.draw(250)}`, ttl: 64 };
    wire.frame(atUs + index * 400, arp(1, host, { mac: BROADCAST_MAC, ip: segment.server.ip }));
    if (index % 20 === 0) plant.claim("flood", null, segment.realm, { mac });
  }
}
