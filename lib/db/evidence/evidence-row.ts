import "server-only";
import type { Observation, ObservationMethod } from "@/lib/domain/observation";
import type { SharedParts } from "@/lib/domain/shared-parts";

type Detail = Record<string, unknown>;

/** What a kind adds to the columns that all kinds share. */
export function detailOf(observation: Observation): Detail {
  const { kind, subject, protocol, method, position, firstSeenUs, lastSeenUs, count, ...detail } = observation;
  return detail;
}

/** A row of evidence as it is asked for. */
export interface Row {
  readonly seq: number;
  readonly kind: string;
  readonly mac: string | null;
  readonly ip: string | null;
  readonly child: string | null;
  readonly protocol: string;
  readonly method: string;
  readonly position: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly count: number;
  readonly detail: Detail;
}

export const ROW_COLUMNS = `seq, kind, mac, ip, child, protocol, method, position, first_seen_us as first,
  last_seen_us as last, count, detail`;

type Said<Kind extends Observation["kind"]> = Extract<Observation, { readonly kind: Kind }>;

/** Of the services without flags, which are most. */
const NO_FLAGS: readonly string[] = [];

/**
 * As it was written, field for field: what is spread into an object lies in a list of its own beside it, of half a million
 * rows 16 MB more.
 */
export function observationOf(row: Row, shared: SharedParts): Observation {
  const subject = shared.subject(row.mac, row.ip, row.child);
  const [protocol, method] = [shared.text(row.protocol), shared.text(row.method as ObservationMethod)];
  const { position, first: firstSeenUs, last: lastSeenUs, count } = row;
  switch (row.kind as Observation["kind"]) {
    case "sighting": {
      const { sent, received, conversed, ttlMin, ttlMax, vlan } = row.detail as unknown as Said<"sighting">;
      return {
        kind: "sighting",
        subject,
        protocol,
        method,
        position,
        firstSeenUs,
        lastSeenUs,
        count,
        sent,
        received,
        conversed,
        ttlMin,
        ttlMax,
        vlan,
      };
    }
    case "binding": {
      const { proof } = row.detail as unknown as Said<"binding">;
      return {
        kind: "binding",
        subject,
        protocol,
        method,
        position,
        firstSeenUs,
        lastSeenUs,
        count,
        proof,
      };
    }
    case "identity": {
      const { field, value, inferred } = row.detail as unknown as Said<"identity">;
      return {
        kind: "identity",
        subject,
        protocol,
        method,
        position,
        firstSeenUs,
        lastSeenUs,
        count,
        field,
        value,
        inferred,
      };
    }
    case "service": {
      const { transport, port, service, evidence, product, version, flags } = row.detail as unknown as Said<"service">;
      return {
        kind: "service",
        subject,
        protocol,
        method,
        position,
        firstSeenUs,
        lastSeenUs,
        count,
        transport,
        port,
        service,
        evidence,
        product,
        version,
        flags: flags.length === 0 ? NO_FLAGS : flags,
      };
    }
  }
}
