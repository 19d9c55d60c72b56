/** docs/protocols.md is written from the registry and the fixtures: `npx vitest run lib/protocols/protocols-doc -u`. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { decodeFixture } from "./decode-fixture";
import type { Carrier, Decoder } from "./define-decoder";
import type { Fixture } from "./fixture";
import { DECODERS } from "./registry";

const FAMILIES: readonly (readonly [Decoder["family"], string])[] = [
  ["ot", "Plants, grids and buildings"],
  ["iot", "Things"],
  ["network", "Networks"],
  ["it", "Offices and remote access"],
];

const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, "0");

function carrierText(carrier: Carrier): string {
  switch (carrier.layer) {
    case "tcp":
    case "udp":
    case "sctp":
      return `${carrier.layer.toUpperCase()} ${carrier.ports.length === 0 ? "on any port" : carrier.ports.join(", ")}`;
    case "ethernet":
      return `EtherType ${carrier.etherTypes.map((type) => hex(type, 4)).join(", ")}`;
    case "llc":
      return `LLC ${hex(carrier.dsap, 2)}`;
    case "snap":
      return `SNAP ${carrier.protocolIds.map((id) => hex(id, 10)).join(", ")}`;
    case "wlan":
      return `802.11 management ${carrier.subtypes.join(", ")}`;
    case "ip":
      return `IP protocol ${carrier.protocolNumbers.join(", ")}`;
  }
}

/** What the fixtures prove that a decoder learns: identity fields, addresses, and what is done. */
function learned(decoder: Decoder, fixtures: readonly Fixture[]): string {
  const facts = new Set<string>();
  for (const fixture of fixtures) {
    const recording = decodeFixture(decoder, fixture);
    for (const { field, options } of recording.identities) facts.add(options.inferred ? `${field} (concluded)` : field);
    if (recording.bindings.length > 0) facts.add("address of a MAC");
    if (recording.identities.some(({ options }) => options.child)) facts.add("devices behind it");
    if (recording.operations.length > 0) facts.add("operations");
    if (recording.services.some((service) => service.product)) facts.add("product");
    for (const { flag } of recording.services) if (flag) facts.add(`\`${flag}\``);
    if (recording.peerNames.length > 0) facts.add("name of the peer");
    if (recording.resolvedNames.length > 0) facts.add("names of addresses");
    for (const { protocol } of recording.announcements) facts.add(`which connections will be \`${protocol}\``);
  }
  for (const fact of facts) if (facts.has(fact.replace(" (concluded)", "")) && fact.endsWith(")")) facts.delete(fact);
  return [...facts].join(", ") || "that it is spoken";
}

async function render(): Promise<string> {
  const lines = [
    "# Protocols",
    "",
    "What Sightglass understands, written from `lib/protocols/registry.ts` and the decoders' fixtures.",
    "Ports are hints: a protocol is recognised by its bytes, on any port.",
  ];
  for (const [family, title] of FAMILIES) {
    lines.push(
      "",
      `## ${title}`,
      "",
      "| protocol | name | usual place | security | learned | standard |",
      "|---|---|---|---|---|---|",
    );
    for (const decoder of DECODERS.filter((it) => it.family === family)) {
      const module: { FIXTURES: readonly Fixture[] } = await import(`./${decoder.name}/${decoder.name}.fixtures.ts`);
      const place = decoder.carriers.map(carrierText).join("; ");
      const facts = learned(decoder, module.FIXTURES);
      lines.push(
        `| ${decoder.title} | \`${decoder.name}\` | ${place} | ${decoder.security} | ${facts} | ${decoder.standard} |`,
      );
    }
  }
  return `${lines.join("\n")}\n\n${readFileSync(new URL("./not-read.md", import.meta.url), "utf8")}`;
}

it("docs/protocols.md says what the registry holds", async () => {
  await expect(await render()).toMatchFileSnapshot("../../docs/protocols.md");
});
