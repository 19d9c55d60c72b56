import type { ByteReader } from "../byte-reader";
import { codeTable } from "./code-table";

/**
 * Makers by the vendor id of object 0x1018, which CAN in Automation, the EtherCAT Technology Group and the POWERLINK
 * group hand out from one range of numbers. Facts, as makers' device descriptions (ESI, XDD, EDS) state them; a maker
 * that is not listed stays a number.
 */
const vendorOf = codeTable(`
1 EtherCAT Technology Group
2 Beckhoff Automation
20 KEB Automation
22 KEBA
23 esd electronics
27 HMS Industrial Networks
29 Festo
33 WAGO
36 Bosch Rexroth
52 port
59 Lenze
68 Hilscher
89 SEW-EURODRIVE
106 Kollmorgen
131 Omron
132 Phoenix Contact
154 Elmo Motion Control
156 Turck
171 Copley Controls
173 Pepperl+Fuchs
183 ABB
189 Advanced Motion Controls
251 maxon motor
276 SMC
279 JVL Industri Elektronik
383 R.T.A.
441 Sanyo Denki
455 Eaton
477 Delta Electronics
505 National Instruments
583 Harmonic Drive
620 Nanotec Electronic
646 Trinamic Motion Control
702 Oriental Motor
734 Trio Motion Technology
801 CODESYS
987 Baldor
1028 Applied Motion Products
1240 Microchip Technology
1292 ABB
1337 Yaskawa
1344 ACS Motion Control
1345 Keyence
1383 ABB
1385 KUNBUS
1412 Staubli
1433 Galil Motion Control
1578 Delta Tau Data Systems
1647 Panasonic
1681 Fanuc
2343 Banner Engineering
8914 Synapticon
16777302 SICK
16777324 B&R Industrial Automation
16777353 Parker Hannifin
16777448 Balluff
134217818 Schneider Electric
`);

/** Object 0x1018 (CiA 301 §7.5.2.19), all four parts little-endian. */
export interface CanopenIdentity {
  readonly vendorId: number;
  readonly productCode: number;
  readonly revision: number;
  readonly serial: number;
}

export function readCanopenIdentity(reader: ByteReader): CanopenIdentity {
  return {
    vendorId: reader.u32le(),
    productCode: reader.u32le(),
    revision: reader.u32le(),
    serial: reader.u32le(),
  };
}

/** The maker's name, or null for ids that no table of ours has. */
export const canopenVendor = (vendorId: number) => vendorOf(vendorId);

/** Ids as makers' data sheets print them: "0x0100006c". */
export const hex32 = (value: number) => `0x${value.toString(16).padStart(8, "0")}`;

/** CiA 301 §7.5.2.19: major revision above, minor revision below. */
export const canopenRevision = (revision: number) => `${revision >>> 16}.${revision & 0xffff}`;

/** A serial number that a device really has: 0 is "none", all ones is erased memory. */
export const hasCanopenSerial = (serial: number) => serial !== 0 && serial !== 0xffffffff;
