import type { Operation } from "@/lib/domain/flow/flow";

/** FF-588 §6.3: protocols within the field device access agent. */
export const PROTOCOL = { session: 1, systemManagement: 2, messages: 3, lanRedundancy: 4 } as const;
/** The highest bit of the service byte: it is answered. */
const CONFIRMED = 0x80;

/** §6.5: services by protocol; what a request of each does, null for connections and reports. */
const SERVICES: Readonly<Record<number, ReadonlyMap<number, Operation | null>>> = {
  [PROTOCOL.session]: new Map([
    [CONFIRMED | 1, null],
    [CONFIRMED | 3, null],
  ]),
  [PROTOCOL.systemManagement]: new Map<number, Operation | null>([
    [1, "diagnose"],
    [2, null],
    [16, null],
    [CONFIRMED | 3, "diagnose"],
    [CONFIRMED | 12, "control"],
    [CONFIRMED | 14, "control"],
    [CONFIRMED | 15, "control"],
  ]),
  [PROTOCOL.messages]: new Map<number, Operation | null>([
    ...[0, 1, 2, 16, 17, 18, 112].map((service) => [service, null] as const),
    [CONFIRMED, "diagnose"],
    [CONFIRMED | 1, "diagnose"],
    ...[2, 4, 12, 13, 14, 16, 82].map((service) => [CONFIRMED | service, "read"] as const),
    ...[3, 7, 8, 83].map((service) => [CONFIRMED | service, "write"] as const),
    ...[9, 10, 11, 15, 17, 18, 28, 29, 30, 31, 32, 33].map((service) => [CONFIRMED | service, "program"] as const),
    ...[19, 20, 21, 22, 23, 24, 25].map((service) => [CONFIRMED | service, "control"] as const),
    [CONFIRMED | 96, null],
  ]),
  [PROTOCOL.lanRedundancy]: new Map<number, Operation | null>([
    [1, null],
    [CONFIRMED | 1, "diagnose"],
    [CONFIRMED | 2, "write"],
    [CONFIRMED | 3, "diagnose"],
  ]),
};

/** What a request of the service does; undefined for services that the protocol does not have. */
export function ffOperation(protocol: number, service: number): Operation | null | undefined {
  return SERVICES[protocol]?.get(service);
}

/** Service bytes whose messages say who somebody is. */
export const SERVICE = {
  systemIdentify: CONFIRMED | 3,
  deviceAnnunciation: 16,
  messageIdentify: CONFIRMED | 1,
} as const;
