import type { FindingDecision } from "../finding/finding";
import { type BodInputs, type BodOutcome, bod2604 } from "./bod-26-04";
import { type DeployerInputs, ssvcDeployer } from "./ssvc-deployer";

/** By which table findings are decided; both are always shown. */
export const DECISION_POLICIES = ["ssvc-deployer", "bod-26-04"] as const;
export type DecisionPolicy = (typeof DECISION_POLICIES)[number];
export const DEFAULT_POLICY: DecisionPolicy = "ssvc-deployer";

export const POLICY_WORDS: Readonly<Record<DecisionPolicy, string>> = {
  "ssvc-deployer": "SSVC deployer",
  "bod-26-04": "BOD 26-04",
};

/** CISA's times to fix as what a plant does: shorter is never milder. */
const DECISION_OF_BOD: Readonly<Record<BodOutcome, FindingDecision>> = {
  "on-upgrade": "defer",
  "60-days": "scheduled",
  "14-days": "out-of-cycle",
  "3-days": "immediate",
  "3-days-forensics": "immediate",
};

export function decideBy(policy: DecisionPolicy, ssvc: DeployerInputs, bod: BodInputs): FindingDecision {
  return policy === "bod-26-04" ? DECISION_OF_BOD[bod2604(bod)] : ssvcDeployer(ssvc);
}
