import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Leaf } from "./advisory";
import { readLeafRange, readRange } from "./read-range";
import { parseVersion } from "./version";
import { judgeReading } from "./version-range";

const judge = (range: string, version: string, scheme: "plain" | "siemens" = "plain") =>
  judgeReading(readRange(range, scheme), parseVersion(version, scheme), version).answer;

describe("ranges as advisories write them", () => {
  it.each([
    ["< V4.5.0", "4.4.9", "in"],
    ["< V4.5.0", "4.5.0", "out"],
    ["vers:all/<V4.3.8", "V4.3.7", "in"],
    ["vers:all/*", "1", "in"],
    ["All versions", "1", "in"],
    ["All versions < V6.1", "6.1", "out"],
    [">= V2.1 < V2.2.28", "2.2", "in"],
    [">= V2.1 < V2.2.28", "2.0", "out"],
    [">= 1.0 | <= 1.32", "1.33", "out"],
    [">=1.0|<=1.32", "1.32", "in"],
    ["11.3.1 | 11.3.2 | 14.3", "11.3.2", "in"],
    ["11.3.1 | 11.3.2 | 14.3", "12.0", "out"],
    ["versions prior to 2.8.7", "2.8.6", "in"],
    ["Version 2.3.6 and prior", "2.3.7", "out"],
    ["2.3.6 and  below", "2.3.6", "in"],
    ["3.0 through 3.2", "3.1", "in"],
    ["version 12.2.1 to 12.2.11", "12.2.12", "out"],
    ["28 - 32", "32.11", "in"],
    ["28 - 32", "33.1", "out"],
    ["16 <= 20", "18.2", "in"],
    ["12.7.*", "12.7.2.0", "in"],
    ["12.7.X", "12.8", "out"],
    ["2.0 *", "2.0.0.13", "in"],
    ["V3.x", "3.9", "in"],
    ["< V3.X.16", "3.2.15", "in"],
    ["< V3.X.16", "3.2.18", "out"],
    ["<v36.011_v35.013_v34.014", "33.11", "in"],
    ["<v36.011_v35.013_v34.014", "35.13", "out"],
    ["<v36.011_v35.013_v34.014", "35.12", "in"],
    ["<v36.011_v35.013_v34.014", "37.1", "out"],
    ["<= 4.2.21 | <= 5.0.27 | <= 6.0.16", "5.0.28", "out"],
    ["<= 4.2.21 | <= 5.0.27 | <= 6.0.16", "5.0.27", "in"],
    ["version 32.011 and later", "33.1", "in"],
    ["<= 3.8", "3.8.111", "open"],
    ["12.7", "12.7.2.0", "open"],
    ["<2024 R1", "10.5", "open"],
    ["<=the_first_5_digits_of_serial_number_22081", "21.0", "open"],
    ["<= 10.10", "10.7", "in"],
    ["<= 11.001", "10.10", "in"],
    ["<= 15.2(5)EA.fc4", "15.2(4)EA", "in"],
    ["< 14.1s0", "14.0s1", "in"],
    ["<=2020_R2_SP1_P01", "2020 R2 SP1", "in"],
    // Letters in front: counted when it is one, a label when there are more.
    ["B.02 | C.03", "C.03", "in"],
    ["<= C.00.04", "C.00.05", "out"],
    ["<= C.00.04", "00.03", "open"],
    ["<=A8", "A9", "out"],
    ["<= A8", "A7", "in"],
    ["S7x and prior", "S7c", "in"],
    ["< CPQ85 V05.11", "V05.10", "in"],
    ["< CPQ85 V05.11", "CPQ85 V05.11", "out"],
    ["< CPQ85 V05.11", "CPQ85 V05.10", "in"],
    ["< CPQ85 V05.11", "ETQ5 V05.10", "open"],
    ["<=QRTX_2.12.7", "2.12.6", "in"],
    ["<= RTX/RTY_3.6.6", "3.6.7", "out"],
    ["< SE2091MP7", "SE2091MP6", "in"],
    ["< VX.2.14 Update 3", "VX.2.14 Update 2", "in"],
    ["MP1.1, MP2.0, and MP3.0", "MP2.0", "in"],
    ["<=Maker.Cam4.01.02.10", "Maker.Cam4.01.03.0", "out"],
    ["< ABC4000_v2.16", "2.15", "in"],
    ["1.05 F and prior", "1.05G", "out"],
    ["Revisions A.01 to C.0x", "B.00", "in"],
    ["Revisions A.01 to C.0x", "D.00", "out"],
    ["<=11.0 SIM 4", "11.0 SIM 5", "out"],
    ["2020 R2 P01, 2020 R2, 2020 and prior", "2020 R2", "in"],
    ["2020 R2 P01, 2020 R2, 2020 and prior", "2020 R2 P02", "out"],
    ["<2029.0.5 LTS", "2029.0.4", "in"],
    // One version counted in two ways is no list of lines.
    ["<=4.04E_v10.95.210.01", "4.05A", "out"],
    ["<=4.04E_v10.95.210.01", "10.95.201.23", "in"],
    ["< 8.2_20290817", "8.2 20290816", "in"],
    ["<1.2 FP2 HF10 (Build Nr. 1.2.14002.506)", "1.2 FP2 HF9", "in"],
    ["<=3.8.0_Feature_Pack_1", "3.8.0 Feature Pack 2", "out"],
    ["<= 70044_update_05032019-482", "70044 update 05032019-483", "out"],
    ["2.2.3 revisions up to 2.2.3.4", "2.2.3.5", "out"],
    ["01.14.000-01.47.000", "01.20.000", "in"],
    ["1.265B -1.285X", "1.290A", "out"],
    ["All 8.0 versions after 8.0.4", "8.0.5", "in"],
    ["All 8.0 versions after 8.0.4", "8.0.4", "out"],
    ["All 8.0 versions after 8.0.4", "8.1.0", "out"],
    ["All 8.1 versions prior to 8.1.10", "8.0.9", "out"],
    ["All 8.1 versions prior to 8.1.10", "8.1.9", "in"],
    // A day, the name of a file or of a commit is no number that a device states.
    ["< july 1 2029", "2.0", "open"],
    ["<May_1_2029", "1.0", "open"],
    ["< abcne_r2d14_03.esw", "r2d13", "open"],
    ["<=d78dda6", "1.0", "open"],
    // Where it runs and what it was called says nothing about its version.
    ["< 2.1.0 (Windows and Linux)", "2.0.9", "in"],
    ["1.3 (formerly Power Thing)", "1.3", "in"],
    ["<= 9.1 (all editions)", "9.0", "in"],
  ])("%s: %s is %s", (range, version, answer) => {
    expect(judge(range, version)).toBe(answer);
  });

  it.each([
    ["<V7.5_SP2_Update_17", "V7.5 SP2 Update 4", "in"],
    ["< V7.5.2.13", "V7.5 SP2 Update 4", "in"],
    ["< V7.5 SP1 Update 3", "V7.5 SP2 Update 4", "out"],
    ["< V4.7 SP10 HF5", "V4.7 SP10 HF4", "in"],
  ])("Siemens counts service packs as fields: %s: %s is %s", (range, version, answer) => {
    expect(judge(range, version, "siemens")).toBe(answer);
  });

  it("takes a bare step as one of the version in the product's name", () => {
    const reading = readRange("<= SP1", "plain", "Telemetry Thing 2020 R2");
    const of = (version: string) => judgeReading(reading, parseVersion(version), version).answer;
    expect([of("2020 R2 SP1"), of("2020 R2 SP2"), of("2020 R2")]).toEqual(["in", "out", "in"]);
  });

  it("leaves a bounded range open when no version was seen", () => {
    expect(judgeReading(readRange("< 2.0", "plain"), null, "").answer).toBe("open");
    expect(judgeReading(readRange("*", "plain"), null, "").answer).toBe("in");
  });

  it("never throws and always answers, whatever a document holds", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 400 }), fc.stringMatching(/^[<>=|*vV0-9.\- a-z]{0,80}$/)),
        fc.string(),
        (range, version) => {
          const answer = judgeReading(readRange(range, "plain"), parseVersion(version), version).answer;
          expect(["in", "out", "open"]).toContain(answer);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("holds exactly what lies between its bounds", () => {
    const triple = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30));
    type Triple = [number, number, number];
    const order = (a: Triple, b: Triple) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
    fc.assert(
      fc.property(triple, triple, triple, (a, b, c) => {
        const [low, high] = order(a, b) <= 0 ? [a, b] : [b, a];
        const answer = judge(`>= ${low.join(".")} | < ${high.join(".")}`, c.join("."));
        expect(answer).toBe(order(c, low) >= 0 && order(c, high) < 0 ? "in" : "out");
      }),
    );
  });
});

describe("slot and name that disagree", () => {
  const leaf = (slot: string, fullName: string): Leaf => ({
    productId: "1",
    pointer: "",
    vendor: "Maker",
    productNames: ["Panel 800"],
    versionSlot: slot,
    fullName,
    orderNumbers: [],
    serialNumbers: [],
    cpe: null,
    purl: null,
    installedOn: null,
  });

  it("takes the prose a person wrote and marks the conflict", () => {
    const range = readLeafRange(leaf(">= 1.8.0", "Panel 800: versions 1.8.0 and older"), "plain", false);
    expect(range).toMatchObject({ source: "name", hasSourceConflict: true });
    expect(judgeReading(range.name, parseVersion("1.9"), "1.9").answer).toBe("out");
  });

  it("mends a bound that lost its operator", () => {
    const range = readLeafRange(leaf("5.011  | < 8.011", "Panel 800: >= 5.011 | < 8.011"), "plain", false);
    expect(range.source).toBe("name");
    expect(judgeReading(range.name, parseVersion("6.11"), "6.11").answer).toBe("in");
  });
});
