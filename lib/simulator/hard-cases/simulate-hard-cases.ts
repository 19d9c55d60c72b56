import { drawFrom } from "../draw";
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
import { CASE_NAMES, type CaseName, type Trace } from "./trace";

const CASES: Readonly<Record<CaseName, (plant: CasePlant) => void>> = {
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
  const plant = new CasePlant(draw);
  const once: CaseName[] = ["overlapping-realms", "flood"];
  const order = CASE_NAMES.flatMap((name) =>
    Array.from({ length: once.includes(name) ? 1 : 1 + draw(2) }, () => ({ name, rank: draw(2 ** 30) })),
  );
  for (const { name } of order.sort((a, b) => a.rank - b.rank)) CASES[name](plant);
  return { files: plant.files(), traces: plant.traces };
}
