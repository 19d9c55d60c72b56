import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXPLOITATIONS, FINDING_DECISIONS } from "../finding/finding";
import { BOD_OUTCOMES, type BodInputs, bod2604 } from "./bod-26-04";
import { decideBy } from "./decision-policy";
import { type DeployerInputs, deployerRow, EXPOSURES, HUMAN_IMPACTS, ssvcDeployer } from "./ssvc-deployer";

const TABLES = join(import.meta.dirname, "../../../../shared/intel/ssvc");
const here = existsSync(TABLES);

function* allDeployerInputs(): Generator<DeployerInputs> {
  for (const exploitation of EXPLOITATIONS)
    for (const exposure of EXPOSURES)
      for (const automatable of [false, true])
        for (const humanImpact of HUMAN_IMPACTS) yield { exploitation, exposure, automatable, humanImpact };
}

function* allBodInputs(): Generator<BodInputs> {
  for (const publiclyExposed of [false, true])
    for (const isKev of [false, true])
      for (const automatable of [false, true])
        for (const technicalImpact of ["partial", "total"] as const)
          yield { publiclyExposed, isKev, automatable, technicalImpact };
}

describe("SSVC's deployer table", () => {
  it("has 72 rows: 42 scheduled, 20 out of cycle, 7 defer, 3 immediate", () => {
    const counts = Object.fromEntries(FINDING_DECISIONS.map((it) => [it, 0]));
    for (const inputs of allDeployerInputs()) counts[ssvcDeployer(inputs)] = (counts[ssvcDeployer(inputs)] ?? 0) + 1;
    expect(counts).toEqual({ scheduled: 42, "out-of-cycle": 20, defer: 7, immediate: 3 });
  });

  it("never gets milder when one input gets worse", () => {
    const urgency = (inputs: DeployerInputs) => FINDING_DECISIONS.indexOf(ssvcDeployer(inputs));
    for (const inputs of allDeployerInputs()) {
      const worse: DeployerInputs[] = [
        { ...inputs, exploitation: EXPLOITATIONS[EXPLOITATIONS.indexOf(inputs.exploitation) + 1] ?? "active" },
        { ...inputs, exposure: EXPOSURES[EXPOSURES.indexOf(inputs.exposure) + 1] ?? "open" },
        { ...inputs, automatable: true },
        { ...inputs, humanImpact: HUMAN_IMPACTS[HUMAN_IMPACTS.indexOf(inputs.humanImpact) + 1] ?? "very-high" },
      ];
      for (const other of worse) expect(urgency(other)).toBeGreaterThanOrEqual(urgency(inputs));
    }
  });

  it.skipIf(!here)("is, row for row, what SSVC publishes (needs ../shared/intel)", () => {
    const rows = readFileSync(join(TABLES, "deployer_patch_application_priority_1_0_0.csv"), "utf8").trim().split("\n");
    expect(rows.length - 1).toBe(72);
    for (const inputs of allDeployerInputs()) {
      const [row, exploitation, exposure, automatable, impact, outcome] = (rows[deployerRow(inputs) + 1] ?? "").split(
        ",",
      );
      expect([Number(row), exploitation?.replace("public poc", "poc"), exposure, automatable, impact, outcome]).toEqual(
        [
          deployerRow(inputs),
          inputs.exploitation,
          inputs.exposure,
          inputs.automatable ? "yes" : "no",
          inputs.humanImpact.replace("-", " "),
          ssvcDeployer(inputs),
        ],
      );
    }
  });
});

describe("CISA's BOD 26-04", () => {
  it("never gives more time when one input gets worse", () => {
    const urgency = (inputs: BodInputs) => BOD_OUTCOMES.indexOf(bod2604(inputs));
    for (const inputs of allBodInputs()) {
      for (const worse of [
        { ...inputs, publiclyExposed: true },
        { ...inputs, isKev: true },
        { ...inputs, automatable: true },
        { ...inputs, technicalImpact: "total" as const },
      ])
        expect(urgency(worse)).toBeGreaterThanOrEqual(urgency(inputs));
    }
  });

  it("as the deciding policy is never milder for a shorter time", () => {
    const ssvc = { exploitation: "none", exposure: "small", automatable: false, humanImpact: "low" } as const;
    for (const a of allBodInputs()) {
      for (const b of allBodInputs()) {
        if (BOD_OUTCOMES.indexOf(bod2604(a)) > BOD_OUTCOMES.indexOf(bod2604(b))) continue;
        const [mild, strict] = [a, b].map((it) => FINDING_DECISIONS.indexOf(decideBy("bod-26-04", ssvc, it)));
        expect(strict).toBeGreaterThanOrEqual(mild as number);
      }
    }
  });

  it.skipIf(!here)("is, row for row, what SSVC publishes (needs ../shared/intel)", () => {
    const keys = { FSU: "on-upgrade", "60D": "60-days", "14D": "14-days", "3D": "3-days", "3DF": "3-days-forensics" };
    const { mapping } = JSON.parse(readFileSync(join(TABLES, "cisa_bod_26_04_1_0_0.json"), "utf8")) as {
      mapping: Record<string, string>[];
    };
    expect(mapping).toHaveLength(16);
    for (const row of mapping) {
      const inputs: BodInputs = {
        publiclyExposed: row["cisa:PE:1.0.0"] === "Y",
        isKev: row["cisa:KEV:1.0.0"] === "Y",
        automatable: row["ssvc:A:2.0.0"] === "Y",
        technicalImpact: row["ssvc:TI:1.0.0"] === "T" ? "total" : "partial",
      };
      expect(bod2604(inputs), JSON.stringify(row)).toBe(keys[row["cisa:BOD2604:1.0.0"] as keyof typeof keys]);
    }
  });
});
