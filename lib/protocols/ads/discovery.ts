import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";

/** Beckhoff's UDP service on port 48899: finds TwinCAT systems and adds routes. Not published; as in public research. */
export const DISCOVERY_MAGIC = 0x03661471;
const RESPONSE = 0x80000000;
const SERVICE = { identify: 1, addRoute: 6 } as const;
const TAG = { password: 2, twincatVersion: 3, hostName: 5 } as const;
const MAX_TAGS = 32;

export interface DiscoveryMessage {
  readonly isResponse: boolean;
  readonly isAddRoute: boolean;
  readonly hasPassword: boolean;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

export function formatNetId(reader: ByteReader): string {
  return Array.from(reader.view(6)).join(".");
}

/** Reads a discovery message. Both sides state their own AMS NetId and host name. */
export function readDiscovery(reader: ByteReader): DiscoveryMessage {
  const service = reader.skip(8).u32le();
  const isResponse = service >= RESPONSE;
  const netId = formatNetId(reader);
  const facts: [IdentityField, string][] = [];
  if (!/^0(\.0)+$/.test(netId)) facts.push(["instance", netId]);
  const count = Math.min(reader.skip(2).u32le(), MAX_TAGS);
  let hasPassword = false;
  for (let i = 0; i < count && reader.remaining >= 4; i += 1) {
    const tag = reader.u16le();
    const value = reader.nested(reader.u16le());
    if (tag === TAG.hostName) {
      const name = value.latin1(value.remaining).replace(/\0.*$/s, "");
      if (name !== "" && !/^[\d.]+$/.test(name)) facts.push(["name", name]);
    } else if (tag === TAG.twincatVersion && value.length >= 4) {
      facts.push(["firmware", `${value.u8()}.${value.u8()}.${value.u16le()}`]);
    } else if (tag === TAG.password) {
      hasPassword = true;
    }
  }
  const kind = isResponse ? service - RESPONSE : service;
  return { isResponse, isAddRoute: kind === SERVICE.addRoute, hasPassword, facts };
}
