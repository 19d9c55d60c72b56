import {
  type DeviceCircumstances,
  type JudgedFinding,
  type MitigatedInput,
  withCircumstances,
} from "../finding/build-findings";
import { exposureOf } from "../finding/circumstances";
import { EXPOSURES } from "../priority/ssvc-deployer";
import { exposureLeft } from "../risk/credit";
import type { Exposure, RiskCredit } from "../risk/risk";

/**
 * The decisions on a device's findings under the mitigations that hold. Several of one factor lower it by one step, like
 * one; what is at its lowest stays there; without credits every finding is what it was. Closed paths lower exposure when
 * those that are left make less of it.
 */
export function mitigateFindings(
  findings: readonly JudgedFinding[],
  credits: readonly RiskCredit[],
  circumstances: DeviceCircumstances,
  exposure: Exposure,
): JudgedFinding[] {
  const paths = credits.filter((it) => it.factor === "exposure" && it.findings === null);
  const rank = (value: (typeof EXPOSURES)[number]) => EXPOSURES.indexOf(value);
  const isLess = rank(exposureOf(exposureLeft(exposure, paths)).value) < rank(circumstances.exposure.value);
  const ofDevice = credits.filter(
    (it) => it.findings === null && (it.factor === "automatable" || (it.factor === "exposure" && isLess)),
  );
  return findings.map((finding) => {
    const { mitigated: before, ...detail } = finding.detail;
    const named = credits.filter((it) => it.findings?.includes(`${finding.kind} ${finding.key}`));
    const mitigated = [...named, ...ofDevice].map(
      ({ id, title, factor }): MitigatedInput => ({ mitigationId: id, title, factor }),
    );
    if (mitigated.length === 0 && !before) return finding;
    return withCircumstances(
      { ...finding, detail: mitigated.length === 0 ? detail : { ...detail, mitigated } },
      circumstances,
    );
  });
}
