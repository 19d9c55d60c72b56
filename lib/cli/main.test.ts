import { describe, expect, it } from "vitest";
import { hearOutput, platform } from "@/lib/testing/command-line";
import { main } from "./main";

const said = hearOutput();

describe("the command line", () => {
  it("answers a wrong command or option with exit code 2 and where to look, on stderr", async () => {
    for (const argv of [[], ["frobnicate"], ["toString"], ["inspect"], ["inspect", "--nope", "x"], ["help", "nope"]]) {
      said.err = "";
      expect(await main(argv, platform), argv.join(" ")).toBe(2);
      expect(said.err).toMatch(/sightglass/);
    }
    expect(said.out).toBe("");
  });

  it("explains every command on stdout", async () => {
    expect(await main(["help"], platform)).toBe(0);
    const commands = [...said.out.matchAll(/^ {2}([a-z-]+) /gm)]
      .map(([, name]) => name as string)
      .filter((it) => it !== "help");
    expect(commands).toContain("inspect");
    for (const command of commands) {
      said.out = "";
      expect(await main(["help", command], platform)).toBe(0);
      expect(said.out).toMatch(new RegExp(`^Usage: sightglass ${command}\\b`));
    }
  });

  it("explains help itself by the list of commands", async () => {
    for (const argv of [["help", "help"], ["help", "--help"], ["--help"]]) {
      said.out = "";
      expect(await main(argv, platform), argv.join(" ")).toBe(0);
      expect(said.out).toMatch(/^Usage: sightglass COMMAND/);
    }
  });

  it("takes no argument that it would leave out of account", async () => {
    const forms = ["rebuild", "conflicts", "changes", "simulate", "sample-plant", "migrate", "match", "sensor"];
    for (const form of [...forms, "sensor add", "user add", "user link", "sbom list", "bundle keys", "rules export"]) {
      expect(await main([...form.split(" "), "surplus"], platform), form).toBe(2);
      expect(said.err, form).toMatch(/(?:takes options only|takes no arguments), not "surplus"/);
      said.err = "";
    }
  });

  it("prints its version", async () => {
    expect(await main(["--version"], platform)).toBe(0);
    expect(said.out).toMatch(/^sightglass \d+\.\d+\.\d+\n$/);
  });

  it("fails with one sentence and exit code 1 for a file that is not there", async () => {
    expect(await main(["inspect", "/no/such/file.pcap"], platform)).toBe(1);
    expect(said.err).toBe("sightglass: /no/such/file.pcap does not exist.\n");
  });
});
