import { describe, expect, it } from "vitest";
import { readCiscoAsa } from "../cisco-asa/read-cisco-asa";
import { readCiscoIos } from "../cisco-ios/read-cisco-ios";
import { readIptables } from "../iptables/read-iptables";
import { readNftables } from "../nftables/read-nftables";
import { buildPolicy, type DrawnConduit, observedFlow } from "../policy/build-policy";
import type { RuleSet } from "../rule-set/rule-set";
import { checkRuleSet } from "./check-rule-set";

const flow = (initiatorIp: string, responderIp: string, port: number) =>
  observedFlow({ initiatorIp, responderIp, port, protocol: "x", transport: "tcp" }) ?? [];
/** SCADA 10.2.0.0/24 reads cells in 10.1.0.0/24 by Modbus; somebody also came by SSH. */
const OBSERVED = [
  flow("10.2.0.5", "10.1.0.7", 502),
  flow("10.2.0.6", "10.1.0.8", 502),
  flow("10.2.0.5", "10.1.0.7", 22),
].flat();
const zone = (id: string, cidr: string) => ({ id, name: id, cidrs: [{ realm: "r", cidr }] });
const CONDUIT: DrawnConduit = {
  ...{
    id: "c",
    fromZoneId: "scada",
    toZoneId: "cell",
    initiator: "from",
    protocols: ["modbus"],
    operations: [],
    ports: [],
  },
  ...{ reason: "values", owner: null, enforcementPoint: null },
};
const { policy } = buildPolicy({
  title: "t",
  realm: "r",
  zones: [zone("cell", "10.1.0.0/24"), zone("scada", "10.2.0.0/24")],
  conduits: [CONDUIT],
  placed: [],
  observed: [],
});

const NFT = `table inet filter {
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    ip saddr 10.2.0.0/24 ip daddr 10.1.0.0/24 tcp dport { 22, 502 } accept
    ip saddr 10.2.0.5 ip daddr 10.1.0.0/24 tcp dport 502 drop
    ip saddr 10.2.0.5 ip daddr 10.1.0.7 tcp dport 22 accept
    ip saddr 10.0.0.0/8 accept
    ip saddr 10.2.0.0/24 udp dport 161 accept
    ip saddr 192.168.7.0/24 tcp dport 3389 accept
    tcp flags syn drop
  }
}`;
const IPTABLES = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -s 10.2.0.0/24 -d 10.1.0.0/24 -p tcp -m multiport --dports 22,502 -j ACCEPT
-A FORWARD -s 10.2.0.5/32 -d 10.1.0.0/24 -p tcp -m tcp --dport 502 -j DROP
-A FORWARD -s 10.2.0.5/32 -d 10.1.0.7/32 -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -s 10.0.0.0/8 -j ACCEPT
-A FORWARD -s 10.2.0.0/24 -p udp -m udp --dport 161 -j ACCEPT
-A FORWARD -s 192.168.7.0/24 -p tcp -m tcp --dport 3389 -j ACCEPT
-A FORWARD -m string --string x --algo bm -j DROP
COMMIT`;
const IOS = `ip access-list extended PLANT
 remark the plant
 permit tcp any any established
 10 permit tcp 10.2.0.0 0.0.0.255 10.1.0.0 0.0.0.255 eq 22 502
 20 deny tcp host 10.2.0.5 10.1.0.0 0.0.0.255 eq 502
 30 permit tcp host 10.2.0.5 host 10.1.0.7 eq 22
 40 permit ip 10.0.0.0 0.255.255.255 any
 50 permit udp 10.2.0.0 0.0.0.255 any eq snmp
 60 permit tcp 192.168.7.0 0.0.0.255 any eq 3389
 70 permit tcp any any match-all +syn
`;
const ASA = `hostname plant
object-group service ADMIN tcp
 port-object eq ssh
 port-object eq 502
access-list PLANT extended permit tcp 10.2.0.0 255.255.255.0 10.1.0.0 255.255.255.0 object-group ADMIN
access-list PLANT extended deny tcp host 10.2.0.5 10.1.0.0 255.255.255.0 eq 502
access-list PLANT extended permit tcp host 10.2.0.5 host 10.1.0.7 eq ssh
access-list PLANT extended permit ip 10.0.0.0 255.0.0.0 any
access-list PLANT extended permit udp 10.2.0.0 255.255.255.0 any eq snmp
access-list PLANT extended permit tcp 192.168.7.0 255.255.255.0 any eq 3389
access-list PLANT extended permit tcp user-group X any any eq 80
access-group PLANT in interface inside
`;

const CASES: readonly [string, RuleSet, number][] = [
  ["nftables", readNftables(NFT), 5],
  ["iptables", readIptables(IPTABLES), 5],
  ["Cisco IOS", readCiscoIos(IOS), 4],
  ["Cisco ASA", readCiscoAsa(ASA), 5],
];

describe.each(CASES)("a rule set of %s", (_, ruleSet, first) => {
  const check = checkRuleSet(ruleSet, OBSERVED, policy);
  const of = (kind: string) =>
    check.findings.filter((it) => it.kind === kind).map((it) => [it.line, it.sentence] as const);
  const linesOf = (kind: string) => of(kind).map(([line]) => (line === null ? null : line - first));

  it("is read whole, and what cannot be read is listed with its line", () => {
    expect(check.problems).toHaveLength(1);
    expect((check.problems[0]?.line ?? 0) - first).toBe(6);
    expect(check.rules).toBeGreaterThanOrEqual(6);
  });

  it("shows rules that others decide before, by whom, and those that change nothing", () => {
    expect(linesOf("shadowed")).toEqual([1]);
    expect(of("shadowed")[0]?.[1]).toContain(`line ${first}`);
    expect(linesOf("redundant")).toEqual([2, 4]);
  });

  it("shows rules that nothing used, and what of a wide one is used", () => {
    expect(linesOf("unused")).toEqual(expect.arrayContaining([3, 5]));
    expect(linesOf("unused")).not.toContain(0);
  });

  it("shows what no conduit allows, with an example that was observed", () => {
    const lines = linesOf("contradicting");
    expect(lines).toEqual(expect.arrayContaining([0, 3]));
    expect(of("contradicting")[0]?.[1]).toMatch(/TCP 22; 1 observed flow among them/);
  });

  it("counts what the rules let begin", () => {
    expect([check.observedFlows, check.allowedFlows]).toEqual([3, 3]);
  });
});

describe("checkRuleSet", () => {
  it("says how much wider than used a rule is", () => {
    const text =
      "table ip f { chain forward { type filter hook forward priority 0; policy drop;\nip saddr 10.0.0.0/8 accept\n} }";
    const wide = checkRuleSet(readNftables(text), OBSERVED, null).findings.find((it) => it.kind === "too-wide");
    expect(wide?.line).toBe(2);
    expect(wide?.sentence).toMatch(
      /used: TCP 502, TCP 22; millions of addresses to begin, 2 did: 10\.2\.0\.5, 10\.2\.0\.6/,
    );
  });

  it("finds a rule that only several others together leave nothing to do", () => {
    const text = `*filter
:FORWARD DROP [0:0]
-A FORWARD -s 10.0.0.0/25 -p tcp -j ACCEPT
-A FORWARD -s 10.0.0.128/25 -p tcp -j DROP
-A FORWARD -s 10.0.0.0/24 -p tcp --dport 80 -j ACCEPT
COMMIT`;
    const [found] = checkRuleSet(readIptables(text), [], null).findings;
    expect(found).toMatchObject({ kind: "shadowed", line: 5, otherLines: [3, 4] });
  });

  it("claims nothing of rules on other interfaces, of replies, or behind a return", () => {
    const text = `*filter
:FORWARD DROP [0:0]
:sub - [0:0]
-A FORWARD -i eth0 -p tcp -j ACCEPT
-A FORWARD -i eth1 -p tcp --dport 80 -j DROP
-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A FORWARD -p udp -j sub
-A FORWARD -p udp --dport 53 -j ACCEPT
-A sub -s 10.0.0.1 -j RETURN
-A sub -p udp -j DROP
COMMIT`;
    expect(checkRuleSet(readIptables(text), [], null).findings).toEqual([]);
  });

  it("shows conduits that the rules cut", () => {
    const text = "table ip f { chain forward { type filter hook forward priority 0; policy drop; } }";
    const [found] = checkRuleSet(readNftables(text), OBSERVED, policy).findings;
    expect(found).toMatchObject({ kind: "contradicting", line: null });
    expect(found?.sentence).toMatch(/the conduit scada to cell allows/);
  });
});
