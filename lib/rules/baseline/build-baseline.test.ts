import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/random";
import { HOSTILE_NAMES } from "@/lib/testing/invented-policy";
import { parseAddress } from "../address/address-set";
import { exportPolicy } from "../export-policy";
import { policyJudge } from "../policy/judge-policy";
import { flowOf } from "../policy/probe-flows";
import { type BaselineFlow, buildBaseline } from "./build-baseline";
import { HOST_DIALECTS } from "./host-dialects";

const DEVICE = { name: "PLC 7", addresses: ["10.1.0.7", "fd00::7"] };
const flow = (
  from: string,
  to: string,
  protocol: number,
  port: number,
  rest: Partial<BaselineFlow> = {},
): BaselineFlow[] => {
  const known = flowOf(parseAddress(from) ?? undefined, parseAddress(to) ?? undefined, { protocol, port });
  return known ? [{ ...known, protocolName: "modbus", days: 5, lastDay: "2026-03-09", peerName: from, ...rest }] : [];
};

describe("a device's allow-list", () => {
  const policy = buildBaseline(
    DEVICE,
    [
      flow("10.2.0.5", "10.1.0.7", 6, 502, { peerName: "HMI 1", days: 9 }),
      flow("10.2.0.6", "10.1.0.7", 6, 502, { peerName: "HMI 2" }),
      flow("10.1.0.7", "10.2.0.9", 17, 123, { protocolName: "ntp" }),
      flow("10.3.0.1", "10.3.0.2", 6, 80),
      flow("fd00::9", "fd00::7", 58, 0, { protocolName: "icmpv6" }),
    ].flat(),
    14,
  );

  it("holds what the device did, by direction and service, with on how many days it was seen", () => {
    expect(policy.allows.map((it) => it.title)).toEqual([
      "Answers modbus (TCP 502)",
      "Answers icmpv6 (ping)",
      "Opens ntp (UDP 123)",
    ]);
    expect(policy.allows[0]?.reason).toBe("with HMI 1, HMI 2; seen on 9 of 14 days, last 2026-03-09");
  });

  it("allows exactly the peers that were seen", () => {
    const judge = policyJudge(policy);
    const isOpen = (...ends: [string, string, number, number]) => flow(...ends).some((it) => judge(it) !== null);
    expect(isOpen("10.2.0.6", "10.1.0.7", 6, 502)).toBe(true);
    expect(isOpen("10.2.0.7", "10.1.0.7", 6, 502)).toBe(false);
    expect(isOpen("10.1.0.7", "10.2.0.6", 6, 502)).toBe(false);
  });

  it.each(HOST_DIALECTS)(
    "gives the same verdicts as $title, over 200 invented devices with hostile names",
    (dialect) => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
          const random = seededRandom(seed);
          const below = (count: number) => Math.floor(random() * count);
          const name = () => HOSTILE_NAMES[below(HOSTILE_NAMES.length)] as string;
          const host = () => (random() < 0.5 ? "" : ".");
          const peer = () => (host() ? `10.2.0.${below(20)}` : `fd00::2:${below(20)}`);
          const device = { name: name(), addresses: random() < 0.8 ? ["10.1.0.7", "fd00::7"] : ["10.1.0.7"] };
          const flows = Array.from({ length: below(12) }, () => {
            const other = peer();
            const own = other.includes(":") ? "fd00::7" : "10.1.0.7";
            const protocol = [6, 17, other.includes(":") ? 58 : 1][below(3)] as number;
            const rest = { protocolName: name(), peerName: name() };
            return random() < 0.5
              ? flow(other, own, protocol, 1 + below(900), rest)
              : flow(own, other, protocol, 1 + below(900), rest);
          }).flat();
          const outcome = exportPolicy(buildBaseline(device, flows, 3), dialect, flows);
          expect(outcome.kind === "refused" ? outcome.why : "").toBe("");
        }),
        { seed: 3, numRuns: 200 },
      );
    },
  );
});

describe("an allow-list on a switch port", () => {
  it("is refused where keeping no state would let more through: a protocol without ports has no direction", () => {
    const [port] = HOST_DIALECTS.filter((it) => it.id === "cisco-ios");
    const policy = buildBaseline(DEVICE, flow("10.1.0.7", "10.2.0.9", 47, 0), 1);
    const outcome = port && exportPolicy(policy, port, []);
    expect(outcome?.kind === "refused" && outcome.why).toMatch(
      /10\.2\.0\.9 to 10\.1\.0\.7, GRE is allowed by no conduit, and would pass/,
    );
  });
});
