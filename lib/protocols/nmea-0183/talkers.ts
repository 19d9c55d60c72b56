interface Talker {
  readonly role: string;
  /** The identifier for all of them: one receiver speaks as several. */
  readonly id: string;
}

/** IEC 61162-1, talker identifiers: equipment that is a device of its own. */
const ROWS: readonly (readonly [role: string, identifiers: string])[] = [
  ["gnss receiver", "GN GP GL GA GB GQ GI BD"],
  ["ais transponder", "AI AB AN AT"],
  ["gyrocompass", "HE HN"],
  ["magnetic compass", "HC"],
  ["echo sounder", "SD"],
  ["speed log", "VD VM VW"],
  ["radar", "RA"],
  ["ecdis", "EI"],
  ["autopilot", "AG AP"],
  ["voyage data recorder", "VR"],
  ["weather station", "WI"],
  ["integrated navigation", "IN II"],
  ["steering gear", "SG"],
  ["fire detection", "FD FE"],
  ["engine monitoring", "ER"],
  ["clock", "ZA ZC ZQ ZV"],
];

export const TALKERS: ReadonlyMap<string, Talker> = new Map(
  ROWS.flatMap(([role, identifiers]) => {
    const all = identifiers.split(" ");
    return all.map((identifier) => [identifier, { role, id: all[0] as string }] as const);
  }),
);
