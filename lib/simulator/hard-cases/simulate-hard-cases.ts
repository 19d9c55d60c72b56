import { type Draw, drawFrom } from "../draw";
import { type CaseFile, CasePlant } from "./case-plant";
import {
  dhcpChurn,
  madeUpMacs,
  multiHomedServer,
  oneIpTwoMacs,
  staticIpReplaced,
  teamedCards,
} from "./cases/address-cases";
import { echoedIdentity, gatewayChildren, plcRack, sharedHostnames, spoofedIdentity } from "./cases/identity-cases";
import { askedNotOwned, flood, overlappingRealms, roamingLaptop, wrongClocks } from "./cases/realm-cases";
import { bothSidesOfARouter, natAndProxyArp, redundantRouters, scannerMeetsSensor } from "./cases/router-cases";
import type { CASE_NAMES, CaseName, Trace } from "./trace";

const CASES: Readonly<Record<(typeof CASE_NAMES)[number], (plant: CasePlant) => void>> = {
  "dhcp-churn": dhcpChurn,
  "static-ip-replaced": staticIpReplaced,
  "one-ip-two-macs": oneIpTwoMacs,
  "redundant-routers": redundantRouters,
  "teamed-cards": teamedCards,
  "multi-homed-server": multiHomedServer,
  "plc-rack": plcRack,
  "gateway-children": gatewayChildren,
  "nat-and-proxy-arp": natAndProxyArp,
  "scanner-meets-sensor": scannerMeetsSensor,
  "both-sides-of-a-router": bothSidesOfARouter,
  "made-up-macs": madeUpMacs,
  "shared-hostnames": sharedHostnames,
  "asked-not-owned": askedNotOwned,
  "echoed-identity": echoedIdentity,
  "spoofed-identity": spoofedIdentity,
  "overlapping-realms": overlappingRealms,
  "roaming-laptop": roamingLaptop,
  "wrong-clocks": wrongClocks,
  flood,
};

export interface HardCases {
  readonly files: readonly CaseFile[];
  readonly traces: readonly Trace[];
}

/**
 * A plant in which every hard case of identity happens at least once, mixed into the same sensors' files, with the
 * truth about each. The same seed gives the same bytes; the order of the cases and how often each happens vary with it.
 */
export function simulateHardCases(seed: number): HardCases {
  const draw = drawFrom(seed);
  return mixCases(new CasePlant(draw, hardCasePlan), draw, CASES, ["overlapping-realms", "flood"]);
}

/** /24 networks, one after the other. */
const hardCasePlan = (number: number) => `10.${40 + Math.floor(number / 200)}.${number % 200}`;

/**
 * Tells the stories in an order that the seed draws, each once or twice; `once`: those that a plant has room for once. One
 * that is told twice is told at once: names and far addresses are made of the third octet of its networks, which comes
 * again in a plant of hundreds of networks.
 */
export function mixCases(
  plant: CasePlant,
  draw: Draw,
  cases: Readonly<Partial<Record<CaseName, (plant: CasePlant) => void>>>,
  once: readonly CaseName[],
): HardCases {
  const order = Object.entries(cases).map(([name, tell]) => ({
    tell,
    times: once.includes(name as CaseName) ? 1 : 1 + draw(2),
    rank: draw(2 ** 30),
  }));
  for (const { tell, times } of order.sort((a, b) => a.rank - b.rank))
    for (let time = 0; time < times; time++) tell(plant);
  return { files: plant.files(), traces: plant.traces };
}
