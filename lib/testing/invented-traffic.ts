import { seededRandom } from "@/lib/domain/random";
import type { PairTraffic, SuggestDevice } from "@/lib/domain/zone/suggest/suggestion";

export interface InventedPlant {
  readonly devices: SuggestDevice[];
  readonly pairs: PairTraffic[];
  /** The cell or department of each device, in the order of `devices`. */
  readonly truth: string[];
}

/**
 * A plant of machine cells, each a controller with its I/O, drives and panel, under one SCADA system that polls every
 * controller, beside offices. `isFlat`: the cells share few large subnets, so that traffic alone tells them apart; else
 * each has its own.
 */
export function inventPlant(seed: number, cells: number, isFlat: boolean): InventedPlant {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const plant: InventedPlant = { devices: [], pairs: [], truth: [] };
  const used = new Map<string, number>();
  const add = (zone: string, role: string, net: string) => {
    const host = (used.get(net) ?? 0) + 1;
    used.set(net, host);
    const id = `${zone}-${role}-${String(host).padStart(3, "0")}-${net}`;
    plant.devices.push({
      ...{ id, siteId: "site", role, name: `${zone}-${role}${host}`, zoneId: null },
      addresses: [{ realm: "plant", ip: `${net}.${host}` }],
    });
    plant.truth.push(zone);
    return id;
  };
  const talk = (a: string, b: string, packets: number, ...protocols: string[]) =>
    plant.pairs.push({ a, b, packets, protocols });

  const scada = [1, 2].map(() => add("Operations", "scada", "10.0.0"));
  const dns = add("Operations", "server", "10.0.0");
  const historian = add("Operations", "historian", "10.0.0");
  for (const server of scada) talk(server, historian, 50_000, "opcua");
  for (let cell = 0; cell < cells; cell++) {
    // A /24 holds about twelve cells.
    const net = isFlat ? `10.1.${Math.floor(cell / 12)}` : `10.${2 + Math.floor(cell / 250)}.${cell % 250}`;
    const zone = `CELL${cell}`;
    const plcs = Array.from({ length: 1 + below(2) }, () => add(zone, "plc", net));
    const parts = Array.from({ length: 6 + below(8) }, () => add(zone, below(3) === 0 ? "drive" : "io-device", net));
    const panel = add(zone, "hmi", net);
    for (const plc of plcs) {
      talk(panel, plc, 500 + below(5_000), "s7comm");
      for (const server of scada) talk(server, plc, 100 + below(2_000), "s7comm");
      talk(plc, dns, below(50), "ntp");
    }
    for (const part of parts) talk(plcs[below(plcs.length)] as string, part, 1_000 + below(50_000), "profinet");
    if (plcs.length > 1) talk(plcs[0] as string, plcs[1] as string, 5_000, "s7comm");
    talk(panel, dns, below(200), "dns");
    // Neighbouring cells hand a piece over now and then.
    if (cell > 0 && below(3) === 0) {
      const other = plant.devices.find(({ id }) => id.startsWith(`CELL${cell - 1}-plc`));
      if (other) talk(plcs[0] as string, other.id, 20 + below(200), "s7comm");
    }
  }
  const files = add("Office", "server", "10.250.0");
  for (let n = 0; n < Math.min(180, cells * 3); n++) {
    const person = add("Office", "workstation", "10.250.0");
    talk(person, files, 1_000 + below(20_000), "smb");
    talk(person, dns, below(500), "dns");
    talk(person, dns, below(20), "arp");
  }
  return plant;
}
