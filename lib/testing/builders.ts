import type { Decision } from "@/lib/domain/device/decision";
import type { Identifier } from "@/lib/domain/device/identifier";
import type {
  BindingProof,
  Evidence,
  IdentityField,
  Observation,
  Origin,
  ServiceEvidence,
  ServiceObservation,
  SightingObservation,
  TimeUs,
} from "@/lib/domain/observation";

/**
 * Evidence in few words, for stories about networks. Times are minutes after `START_US`; every builder takes the
 * whole truth as options where the default is not it.
 */
export const START_US = Date.UTC(2026, 2, 2, 8) * 1000;
export const minute = (minutes: number): TimeUs => START_US + minutes * 60_000_000;

interface Common {
  readonly at?: number | null;
  readonly until?: number | null;
  readonly position?: number;
  readonly count?: number;
  readonly method?: Observation["method"];
  readonly protocol?: string;
}

function base(subject: Partial<Observation["subject"]>, protocol: string, options: Common) {
  const { at = 0, until = at, position = 1, count = 1, method = "passive" } = options;
  return {
    subject: { mac: null, ip: null, child: null, ...subject },
    protocol: options.protocol ?? protocol,
    method,
    position,
    firstSeenUs: at === null ? null : minute(at),
    lastSeenUs: until === null ? null : minute(until),
    count,
  };
}

/** Frames of the endpoint; by default it conversed and its TTL is an initial one. */
export function sighting(
  mac: string | null,
  ip: string | null,
  options: Common & Partial<Omit<SightingObservation, "kind" | "subject">> & { ttl?: number | null } = {},
): Observation {
  const { sent = 10, received = 10, conversed = true, ttl = ip === null ? null : 64, vlan = null } = options;
  return {
    kind: "sighting",
    ...base({ mac, ip }, "ip", options),
    sent,
    received,
    conversed,
    ttlMin: ttl,
    ttlMax: ttl,
    vlan,
  };
}

export function binding(mac: string, ip: string, proof: BindingProof, options: Common = {}): Observation {
  return { kind: "binding", ...base({ mac, ip }, proof, options), proof };
}

export function identity(
  subject: Partial<Observation["subject"]>,
  field: IdentityField,
  value: string,
  options: Common & { inferred?: boolean } = {},
): Observation {
  return { kind: "identity", ...base(subject, "s7comm", options), field, value, inferred: options.inferred ?? false };
}

export function service(
  subject: Partial<Observation["subject"]>,
  port: number | null,
  name: string,
  options: Common &
    Partial<Pick<ServiceObservation, "transport" | "product" | "version" | "flags">> & {
      evidence?: ServiceEvidence;
    } = {},
): Observation {
  const { transport = "tcp", evidence = "payload", product = null, version = null, flags = [] } = options;
  return {
    kind: "service",
    ...base(subject, name, options),
    transport,
    port,
    service: name,
    evidence,
    product,
    version,
    flags,
  };
}

/** Observations of one file of a realm. The file's name makes its hash. */
export function file(fileName: string, observations: readonly Observation[], realm = "plant"): Evidence[] {
  const hex = [...fileName].map((char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  const origin: Origin = { realm, fileSha256: hex.padEnd(64, "0").slice(0, 64), fileName, format: "pcap" };
  return observations.map((observation) => ({ observation, origin }));
}

export const macOf = (value: string, realm = "plant"): Identifier => ({ kind: "mac", realm, value });
export const ipOf = (value: string, realm = "plant"): Identifier => ({ kind: "ip", realm, value });

type WithoutBase<D> = D extends Decision ? Omit<D, "id" | "actor" | "atUs" | "reason"> : never;

/** A decision by Anna, by default long after the evidence. */
export function decision(
  said: WithoutBase<Decision>,
  options: { id?: string; at?: number; actor?: string; reason?: string } = {},
): Decision {
  const { id = "d1", at = 100_000, actor = "anna", reason = "checked on site" } = options;
  return { id, actor, atUs: minute(at), reason, ...said };
}
