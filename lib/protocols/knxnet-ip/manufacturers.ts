/**
 * KNX Association's manufacturer ids, with which every KNX serial number begins (KNX 03/05/01 clause 4.2.1): those of
 * makers whose couplers and routers are met often. The list of all is public in every ETS project.
 */
const MANUFACTURERS: ReadonlyMap<number, string> = new Map([
  [0x0001, "Siemens"],
  [0x0002, "ABB"],
  [0x0004, "Albrecht Jung"],
  [0x0005, "BTicino"],
  [0x0006, "Berker"],
  [0x0007, "Busch-Jaeger"],
  [0x0008, "Gira"],
  [0x0009, "Hager"],
  [0x000a, "Insta"],
  [0x000b, "Legrand"],
  [0x000c, "Merten"],
  [0x0083, "MDT"],
  [0x00c5, "Weinzierl"],
]);

/** The maker behind the first two octets of a serial number in hexadecimal; null when it is not known. */
export function manufacturerOf(serial: string): string | null {
  return MANUFACTURERS.get(Number.parseInt(serial.slice(0, 4), 16)) ?? null;
}
