import type { CipIdentity } from "./messages/enip";
import type { S7Identity } from "./messages/s7comm";

/** What a device can say of itself, protocol by protocol. */
export type S7Seed = S7Identity;
export type CipSeed = CipIdentity;
export interface DcpSeed {
  readonly typeOfStation: string;
  readonly vendorId: number;
  readonly deviceId: number;
  readonly role: number;
}
export interface BacnetSeed {
  readonly instance: number;
  readonly vendorId: number;
  readonly vendorName: string;
  readonly modelName: string;
  readonly firmware: string;
  readonly routed: readonly {
    readonly network: number;
    readonly address: number;
    readonly instance: number;
    readonly modelName: string;
  }[];
}
