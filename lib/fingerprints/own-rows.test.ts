/** An installation's own rows are held to the same rules as ours: a row that its examples refute is never used. */
import { expect, it } from "vitest";
import { parseBroughtTools, parseOwnRows } from "./own-rows";
import { textReader } from "./text-reader";

const row = {
  kinds: ["http-title"],
  pattern: "^Acme Mixer (?<model>M\\d+)",
  vendor: "Acme",
  role: "mixer",
  examples: [{ text: "Acme Mixer M12", model: "M12" }],
};

it("takes rows whose examples hold, and lets them win over the shipped ones", () => {
  const { rows, problems } = parseOwnRows(JSON.stringify([row]), "own.json");
  expect(problems).toEqual([]);
  expect(textReader(rows)("http title", "Acme Mixer M7")).toMatchObject({ vendor: "Acme", model: "M7", role: "mixer" });
  const mine = { ...row, pattern: "^Lantronix", vendor: "Mine", examples: ["Lantronix UDS1100"] };
  const own = textReader(parseOwnRows(JSON.stringify([mine]), "own.json").rows);
  expect(own("nmap http title", "Lantronix UDS1100")?.vendor).toBe("Mine");
});

it.each([
  ["no JSON", "{", "own.json is not JSON."],
  ["no list", "{}", /is no list of fingerprints/],
  ["an unknown kind", JSON.stringify([{ ...row, kinds: ["smell"] }]), /row 1: at kinds.0/],
  ["no example", JSON.stringify([{ ...row, examples: [] }]), /row 1: at examples/],
  ["a wrong example", JSON.stringify([{ ...row, examples: ["Other"] }]), 'own.json, row 1: "Other" is not matched.'],
  ["a bad pattern", JSON.stringify([{ ...row, pattern: "^(Acme" }]), /no regular expression/],
  ["a pattern without end", JSON.stringify([{ ...row, pattern: "^(a+)+$" }]), /repeats a group/],
  ["one that chooses without end", JSON.stringify([{ ...row, pattern: "^(?:a|a)+$" }]), /repeats a group/],
])("refuses %s with a sentence", (_name, text, expected) => {
  const { rows, problems } = parseOwnRows(text, "own.json");
  expect(rows).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(expected);
});

it("knows the same text whichever tool read it", () => {
  const read = textReader();
  for (const source of ["snmp", "nmap snmp-sysdescr", "lldp"]) {
    expect(read(source, "Hirschmann Rail Switch Power")).toMatchObject({ vendor: "Hirschmann", role: "switch" });
  }
  expect(read("http user-agent", "Lantronix UDS1100")).toBeNull();
});

const tool = {
  tool: "Acme Remote",
  kind: "cloud",
  certificates: ["Acme Box"],
  names: ["remote.acme.example"],
  protocols: ["acme-link"],
  ports: ["udp 4433"],
  examples: [
    { certificate: "Acme Box" },
    { sni: "eu.remote.acme.example" },
    { dns: "remote.acme.example" },
    { payload: "acme-link" },
  ],
};

it("takes a remote-access tool by each of its signs, and none whose examples it does not fit", () => {
  const { rows, tools, problems } = parseOwnRows(JSON.stringify([row, tool]), "own.json");
  expect([rows.length, tools.length, problems]).toEqual([1, 1, []]);
  const wrong = { ...tool, examples: [{ sni: "acme.example" }] };
  expect(parseOwnRows(JSON.stringify([wrong]), "own.json")).toEqual({
    rows: [],
    tools: [],
    problems: ['own.json, row 1: {"sni":"acme.example"} is not taken for Acme Remote.'],
  });
  const signless = { tool: "Acme", kind: "cloud", examples: [{ sni: "acme.example" }] };
  expect(parseOwnRows(JSON.stringify([signless]), "own.json").problems[0]).toContain("a tool needs certificates");
  const portless = { ...tool, protocols: [], ports: ["tcp http"] };
  expect(parseOwnRows(JSON.stringify([portless]), "own.json").problems[0]).toContain("at ports.0");
});

it("tries no pattern that a feed brings: its example alone could take for ever", () => {
  // Ten repeats of everything, one after the other: no rule of ours refuses it, and no machine sees its end.
  const trap = { ...row, pattern: `${".*".repeat(10)}!`, examples: ["a".repeat(512)] };
  const tool = {
    tool: "Acme Remote",
    kind: "cloud",
    names: ["remote.acme.example"],
    examples: [{ sni: "remote.acme.example" }],
  };
  expect(parseBroughtTools([trap, tool, 7]).map((it) => it.tool)).toEqual(["Acme Remote"]);
  expect(parseBroughtTools("no list")).toEqual([]);
});
