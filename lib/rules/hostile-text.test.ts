import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/random";
import { HOSTILE_NAMES, inventedPolicy } from "@/lib/testing/invented-policy";
import { checkRuleSet } from "./audit/check-rule-set";
import { DIALECTS } from "./dialects";
import { powershellWords } from "./windows/powershell-words";

const WORDS = fc.constantFrom(
  ...[
    "table",
    "chain",
    "set",
    "{",
    "}",
    ";",
    "\n",
    "accept",
    "drop",
    "jump",
    "a",
    "ip",
    "saddr",
    "@a",
    "$a",
    "10.0.0.0/8",
    "::/0",
  ],
  ...[
    "define",
    "=",
    "type filter hook forward priority 0",
    "tcp dport",
    "1-65535",
    "ct state",
    "*filter",
    ":FORWARD DROP [0:0]",
  ],
  ...[
    "-A FORWARD",
    "-j",
    "-s",
    "!",
    "-p",
    "tcp",
    "-m",
    "COMMIT",
    "ip access-list extended A",
    " permit",
    "tcp any any eq 80",
  ],
  ...[
    "object-group network N",
    " host",
    "access-list A extended",
    "permit ip",
    "object-group N",
    "config firewall policy",
    "edit",
  ],
  ...[
    "set srcaddr",
    '"all"',
    "next",
    "end",
    "set rulebase security rules",
    "[",
    "]",
    "New-NetFirewallRule",
    "-LocalPort",
    "'",
  ],
);

describe.each(DIALECTS.map((it) => [it.title, it] as const))("the reader of %s", (_, dialect) => {
  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(WORDS, fc.string({ maxLength: 8 })), { maxLength: 60 }), (words) => {
        checkRuleSet(dialect.read(words.join(" ")), [], null);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("never throws on what its own writer made and somebody cut or mangled", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.string({ maxLength: 5 }), (seed, at, put) => {
        const text = dialect
          .write(inventedPolicy(seededRandom(seed)))
          .files.map((it) => it.text)
          .join("\n");
        const cut = at % (text.length + 1);
        dialect.read(text.slice(0, cut));
        dialect.read(text.slice(0, cut) + put + text.slice(cut));
      }),
      { seed: 6, numRuns: 60 },
    );
  });
});

describe("names in exported text", () => {
  it.each(DIALECTS)("of $title break out of no comment, quote or line", (dialect) => {
    const plain = inventedPolicy(seededRandom(11));
    const named = (name: string) => ({
      ...plain,
      title: name,
      zones: plain.zones.map((zone) => ({ ...zone, name })),
      allows: plain.allows.map((allow) => ({ ...allow, title: name, reason: name, owner: name, limits: [name] })),
    });
    const linesOf = (name: string) =>
      dialect
        .write(named(name))
        .files.map((it) => it.text)
        .join("\n")
        .split("\n");
    const count = linesOf("harmless").length;
    for (const name of HOSTILE_NAMES) {
      const lines = linesOf(name);
      expect(lines, name).toHaveLength(count);
      for (const line of lines) {
        expect(line).toMatch(/^[\t\r -~]*$/);
        expect(line.match(/"/g)?.length ?? 0, line).toSatisfy((quotes: number) => quotes % 2 === 0);
      }
    }
  });

  it("end PowerShell's quotes with none of its five single quotes", () => {
    const windows = DIALECTS.find((it) => it.id === "windows");
    for (const name of HOSTILE_NAMES) {
      const policy = inventedPolicy(seededRandom(4));
      const text =
        windows?.write({ ...policy, allows: policy.allows.map((it) => ({ ...it, title: name })) }).files[0]?.text ?? "";
      for (const line of text.split("\r\n").filter((it) => it.startsWith("New-")))
        expect(
          powershellWords(line)
            .filter((it) => it.startsWith("-"))
            .every((it) => /^-[A-Z][A-Za-z]+$/.test(it)),
        ).toBe(true);
    }
  });
});

describe("a rule set that grows when it is read", () => {
  const judged = (id: string, text: string) => {
    const dialect = DIALECTS.find((it) => it.id === id);
    if (!dialect) throw new Error(id);
    return checkRuleSet(dialect.read(text), [], null);
  };

  it("is bounded: variables of variables, chains of chains, groups of groups", () => {
    const many = (line: string) => Array.from({ length: 30 }, () => line);
    const variables = Array.from({ length: 6 }, (_, at) => `define v${at + 1} = { ${many(`$v${at}`).join(", ")} }`);
    const nft = [
      "define v0 = { 10.0.0.1 }",
      ...variables,
      "table ip f { chain c { type filter hook forward priority 0;",
      "ip saddr $v6 drop",
      "} }",
    ];
    expect(judged("nftables", nft.join("\n")).problems.map((it) => it.reason)).toContain("it names too many values");

    const chains = Array.from({ length: 15 }, (_, at) => many(`-A c${at} -j c${at + 1}`)).flat();
    const iptables = ["*filter", ":FORWARD ACCEPT [0:0]", "-A FORWARD -j c0", ...chains, "COMMIT"];
    expect(judged("iptables", iptables.join("\n")).caveats.join(" ")).toMatch(/unfolds into too many rules/);

    const groups = Array.from({ length: 30 }, (_, at) => [
      `object-group service g${at + 1}`,
      ...(at === 0 ? [" service-object tcp destination eq 80"] : many(` group-object g${at}`)),
    ]).flat();
    expect(
      judged("cisco-asa", `${groups.join("\n")}\naccess-list A extended deny ip any any`).problems.length,
    ).toBeGreaterThan(0);
  });

  it("takes names that every object has for nothing else than names", () => {
    for (const name of ["constructor", "__proto__", "toString"]) {
      judged(
        "nftables",
        `table ${name} { chain ${name} { type filter hook ${name} priority ${name}; } }\nadd rule ${name} a b accept`,
      );
      judged("iptables", `*filter\n-A ${name} -j ${name}\nCOMMIT`);
      judged("windows", `netsh advfirewall firewall add rule ${name}=1`);
    }
  });
});
