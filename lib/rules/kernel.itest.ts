import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/random";
import { inventedFlows, inventedPolicy } from "@/lib/testing/invented-policy";
import { missingForPackets, PacketFirewall } from "@/lib/testing/packet-firewall";
import { replayFlows } from "@/lib/testing/replay-flows";
import { writeIptables } from "./iptables/write-iptables";
import { writeNftables } from "./nftables/write-nftables";
import { policyJudge } from "./policy/judge-policy";
import type { Policy } from "./policy/policy";
import { probeFlows } from "./policy/probe-flows";

/**
 * The proof against the real thing: the exported text is loaded by nft and by iptables-restore into the kernel of a
 * network namespace, flows are sent through it as packets, and every verdict has to be the policy's.
 */
const POLICIES = 12;

const FIREWALLS = [
  {
    program: "nft",
    load(firewall: PacketFirewall, policy: Policy) {
      const [file] = writeNftables(policy).files;
      firewall.load("nft", ["-f", "-"], file?.text ?? "");
    },
  },
  {
    program: "iptables-restore",
    load(firewall: PacketFirewall, policy: Policy) {
      const [v4, v6] = writeIptables(policy).files;
      firewall.load("iptables-restore", ["--noflush"], v4?.text ?? "");
      firewall.load("ip6tables-restore", ["--noflush"], v6?.text ?? "");
    },
  },
];

describe.each(FIREWALLS)("rules that $program loads", ({ program, load }) => {
  const missing = missingForPackets(program);
  if (missing.length > 0) console.warn(`${program} is not tried on packets: ${missing.join(", ")} is missing here.`);

  it.skipIf(missing.length > 0)(
    "let the kernel pass exactly what the policy allows, over invented policies",
    async () => {
      const totals = { sent: 0, allowed: 0 };
      for (let seed = 1; seed <= POLICIES; seed += 1) {
        const random = seededRandom(seed);
        const policy = inventedPolicy(random);
        const firewall = new PacketFirewall();
        try {
          load(firewall, policy);
          const flows = [...probeFlows(policy), ...inventedFlows(policy, random, 100)];
          const judge = policyJudge(policy);
          const { different, sent, passed } = await replayFlows(firewall, flows, (flow) => judge(flow) !== null);
          expect(different, `seed ${seed}`).toEqual([]);
          totals.sent += sent;
          totals.allowed += passed;
        } finally {
          firewall.close();
        }
      }
      console.info(`${program}: ${totals.sent} flows as packets, ${totals.allowed} passed, as the policies say`);
      expect(totals.allowed).toBeGreaterThan(100);
      expect(totals.allowed).toBeLessThan(totals.sent);
    },
  );
});
