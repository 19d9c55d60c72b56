import { describe, expect, it } from "vitest";
import { IMPORTERS } from "@/lib/ingest/registry";
import { COMMANDS } from "./commands";
import { FORMATS_READ } from "./formats-read";

/** What stands for an importer in the help. */
const WORDS: Readonly<Record<string, RegExp>> = {
  pcap: /\bpcap\b/,
  pcapng: /\bpcapng\b/,
  "nmap-xml": /\bnmap \(XML/,
  "nmap-text": /\bnmap \(XML, text\b/,
  nessus: /\bNessus\b/,
  openvas: /\bOpenVAS\b/,
  netbox: /\bNetBox\b/,
  "scan-json": /\bmasscan, naabu, httpx\b/,
  "scan-lines": /-oG\b/,
  "suricata-eve": /\bSuricata EVE\b/,
  "tshark-ek": /\btshark -T ek\b/,
  zeek: /\bZeek\b/,
  "flow-records": /\bNetFlow and IPFIX\b/,
  csv: /\blists +CSV\b/,
};

const commands = await Promise.all(
  Object.entries(COMMANDS).map(async ([name, { load }]) => ({ name, help: (await load()).help })),
);
const optionsIn = (text: string) => [...new Set(text.match(/--[a-z][a-z-]*/g))].sort();

describe("the help of the command line", () => {
  it("names every format that can be taken in, and no other importer hides behind another's word", () => {
    expect(Object.keys(WORDS).sort()).toEqual(IMPORTERS.map(({ name }) => name).sort());
    for (const [name, word] of Object.entries(WORDS)) expect(FORMATS_READ, name).toMatch(word);
    for (const { name, help } of commands) {
      if (name === "inspect" || name === "import") expect(help, name).toContain(FORMATS_READ);
    }
  });

  it.each(commands)(
    "explains each option of $name that the first lines show, and shows each that it explains",
    ({ help }) => {
      const [usage = "", ...rest] = help.split("\n\n");
      const explained = rest.join("\n\n").match(/^ {2}(?:--[a-z-]+(?:,? [A-Z]*)?)+/gm) ?? [];
      expect(optionsIn(explained.join(" "))).toEqual(optionsIn(usage));
    },
  );

  it.each(commands)("of $name fits a terminal of 120 columns, and opens with how it is called", ({ name, help }) => {
    expect(help.split("\n").filter((line) => line.length > 120)).toEqual([]);
    for (const line of help.split("\n\n")[0]?.split("\n") ?? []) {
      expect(line).toMatch(line.startsWith("Usage:") ? `Usage: sightglass ${name}` : /^ {7,}\S/);
    }
  });
});
