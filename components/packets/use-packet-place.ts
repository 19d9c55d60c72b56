"use client";

import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { packetWord } from "@/lib/client/queries/packets";
import type { CitationDto } from "@/lib/contracts/primitives";

/** What a citation is cited for, so that it can be marked in the packet. */
export interface CitedFact {
  readonly value?: string | null;
  /** Concluded, not stated. */
  readonly inferred?: boolean;
  /** Port of the service, where the fact is about a flow or a service. */
  readonly port?: number | null;
}

const PLACE = {
  packet: parseAsString,
  value: parseAsString,
  inferred: parseAsBoolean,
  port: parseAsInteger,
} as const;
const KEYS = {
  value: "packet-value",
  inferred: "packet-inferred",
  port: "packet-port",
} as const;

/** The opened packet. It stands in the URL, so that a link to a proof can be sent. */
export function usePacketPlace() {
  const [place, setPlace] = useQueryStates(PLACE, { urlKeys: KEYS, history: "push" });
  return {
    place,
    open: (citation: CitationDto, fact: CitedFact = {}) =>
      setPlace({
        packet: packetWord(citation),
        value: fact.value || null,
        inferred: fact.inferred ? true : null,
        port: fact.port ?? null,
      }),
    close: () => setPlace(null),
  };
}
