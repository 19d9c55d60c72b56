import type { FoundationalRequirement, ZoneConsequence } from "@/lib/domain/zone/zone";

/** What people read for the words of the zone model. */
export const CRITICALITIES = [
  ["1", "1, nuisance"],
  ["2", "2, costly"],
  ["3", "3, production stops"],
  ["4", "4, plant stops"],
  ["5", "5, safety or environment"],
] as const;

export const CONSEQUENCE_WORDS: Readonly<Record<ZoneConsequence, string>> = {
  safety: "people are hurt",
  environment: "the environment is harmed",
  supply: "others are not supplied",
  production: "production stops",
  quality: "the product is bad",
};

/** The foundational requirements of IEC 62443-3-3, shortly. */
export const REQUIREMENT_WORDS: Readonly<Record<FoundationalRequirement, string>> = {
  IAC: "Identification and authentication",
  UC: "Use control",
  SI: "System integrity",
  DC: "Data confidentiality",
  RDF: "Restricted data flow",
  TRE: "Timely response to events",
  RA: "Resource availability",
};
