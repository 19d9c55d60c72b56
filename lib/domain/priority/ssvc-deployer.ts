import type { Exploitation, FindingDecision } from "../finding/finding";

/** SSVC's decision points for whoever runs a system, each with its values from harmless to bad. */
export const EXPOSURES = ["small", "controlled", "open"] as const;
export type SystemExposure = (typeof EXPOSURES)[number];
export const HUMAN_IMPACTS = ["low", "medium", "high", "very-high"] as const;
export type HumanImpact = (typeof HUMAN_IMPACTS)[number];

export interface DeployerInputs {
  readonly exploitation: Exploitation;
  readonly exposure: SystemExposure;
  readonly automatable: boolean;
  readonly humanImpact: HumanImpact;
}

type Row = readonly [FindingDecision, FindingDecision, FindingDecision, FindingDecision];
const [D, S, O, I] = ["defer", "scheduled", "out-of-cycle", "immediate"] as const;

/**
 * "Deployer Patch Application Priority" 1.0.0 of CERT/CC's SSVC (github.com/CERTCC/SSVC, MIT (SEI)-style licence): 72
 * rows. Exploitation → exposure → [not automatable, automatable] → by human impact.
 */
const TABLE: Readonly<Record<Exploitation, Readonly<Record<SystemExposure, readonly [Row, Row]>>>> = {
  none: {
    small: [
      [D, D, S, S],
      [D, S, S, S],
    ],
    controlled: [
      [D, S, S, S],
      [S, S, S, S],
    ],
    open: [
      [D, S, S, S],
      [S, S, S, O],
    ],
  },
  poc: {
    small: [
      [D, S, S, S],
      [S, S, S, S],
    ],
    controlled: [
      [D, S, S, S],
      [S, S, S, O],
    ],
    open: [
      [S, S, S, O],
      [S, S, O, O],
    ],
  },
  active: {
    small: [
      [S, S, O, O],
      [S, O, O, O],
    ],
    controlled: [
      [S, S, O, O],
      [O, O, O, O],
    ],
    open: [
      [S, O, O, I],
      [O, O, I, I],
    ],
  },
};

/** The outcome of the table's row; every combination has one. */
export function ssvcDeployer({ exploitation, exposure, automatable, humanImpact }: DeployerInputs): FindingDecision {
  return TABLE[exploitation][exposure][automatable ? 1 : 0][HUMAN_IMPACTS.indexOf(humanImpact)] as FindingDecision;
}

/** Number of the row as SSVC's own file counts, from 0: what a person can look up. */
export function deployerRow({ exploitation, exposure, automatable, humanImpact }: DeployerInputs): number {
  const first = { none: 0, poc: 24, active: 48 }[exploitation];
  return first + EXPOSURES.indexOf(exposure) * 8 + (automatable ? 4 : 0) + HUMAN_IMPACTS.indexOf(humanImpact);
}
