export interface BodInputs {
  readonly publiclyExposed: boolean;
  readonly isKev: boolean;
  readonly automatable: boolean;
  readonly technicalImpact: "partial" | "total";
}

/** Time to fix by CISA's Binding Operational Directive 26-04, laxest first. */
export const BOD_OUTCOMES = ["on-upgrade", "60-days", "14-days", "3-days", "3-days-forensics"] as const;
export type BodOutcome = (typeof BOD_OUTCOMES)[number];

export const BOD_WORDS: Readonly<Record<BodOutcome, string>> = {
  "on-upgrade": "Fix on system upgrade",
  "60-days": "60 days",
  "14-days": "14 days",
  "3-days": "3 days",
  "3-days-forensics": "3 days, and look for signs of a break-in",
};

const [U, D60, D14, D3, F] = BOD_OUTCOMES;

/** The 16 rows: [exposed][KEV][automatable][total impact] (github.com/CERTCC/SSVC, cisa_bod_26_04 1.0.0). */
const TABLE = [
  [
    [
      [U, U],
      [D60, D60],
    ],
    [
      [D14, D14],
      [D14, F],
    ],
  ],
  [
    [
      [D60, D14],
      [D14, D3],
    ],
    [
      [D14, F],
      [D3, F],
    ],
  ],
] as const;

export function bod2604({ publiclyExposed, isKev, automatable, technicalImpact }: BodInputs): BodOutcome {
  const at = (flag: boolean) => (flag ? 1 : 0);
  return TABLE[at(publiclyExposed)][at(isKev)][at(automatable)][at(technicalImpact === "total")] as BodOutcome;
}
