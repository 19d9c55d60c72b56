import { drawFrom } from "../draw";
import { CasePlant } from "../hard-cases/case-plant";
import { type HardCases, mixCases } from "../hard-cases/simulate-hard-cases";
import type { CaseName, OTHER_CASE_NAMES } from "../hard-cases/trace";
import {
  balancedCluster,
  clientBridge,
  manyCardsBehindOnePort,
  relayedAnnouncements,
  routersThatAdvertise,
} from "./cases/bridge-cases";
import {
  addressIsGivenAway,
  defaultAddress,
  factorySerials,
  listOfSerials,
  nameGivenTwice,
  oneLinkLocalAddress,
  unsortedCapture,
} from "./cases/commissioning-cases";
import {
  bridgedFieldNetwork,
  chassisWithTwoAdapters,
  controllerReplaced,
  networkCardReplaced,
  portForwarding,
  shortSerials,
  simulatorOnAMakerLaptop,
  spareWithTheSameName,
} from "./cases/controller-cases";
import {
  dialledInLaptops,
  equalCellsThatSeeEachOther,
  equalInstancesAtTwoSites,
  mobileRouterForTwoControllers,
  networkAcrossATunnel,
  renumberedNetwork,
} from "./cases/far-site-cases";
import {
  framesInAnothersName,
  numbersThatCountUp,
  pairWithASystemAddress,
  switchesWithACommonCard,
} from "./cases/forged-cases";
import {
  controllerSeenThroughItsFirewall,
  interfaceOfEachVlan,
  oneGroupInEveryNetwork,
  unitsOnTwoPorts,
} from "./cases/gateway-cases";
import {
  clonedMachines,
  dualStackHosts,
  fieldLaptopAndPanel,
  phonesWithRandomMacs,
  printersWithOneName,
  softController,
  wanderingTablet,
} from "./cases/host-cases";
import {
  absentUnits,
  addressClaimedByMany,
  answeredFlood,
  poisonedAddressTable,
  poisonedNetwork,
  serialOnAMadeUpCard,
  starvedPool,
} from "./cases/impostor-cases";
import { listsInManySpellings, logsAlone, scansBeforeAndAfter } from "./cases/log-and-list-cases";
import {
  addressesPassedRound,
  controllerCarriedToAnotherCell,
  leasesUnderAWrongClock,
  oneServiceAddressAtTwoServers,
  panelsThatStartOverTheNetwork,
  rackOfThreeModules,
  spareOfTheSameCarton,
  switchGivenItsName,
} from "./cases/maintenance-cases";
import {
  answeringFirewallInLogs,
  controllerAnswersForClients,
  layer3Switches,
  oneToOneNat,
  refusingFirewall,
  routedOnATrunk,
} from "./cases/middlebox-cases";
import {
  equalNetworksInTwoVlans,
  factoryNamesInEveryCell,
  hostThatNamesItsChassis,
  leasesBehindARouter,
  managementControllerOnOnePlug,
  relayedLeases,
  replacedStandbyPair,
  swappedSerialServers,
} from "./cases/mixed-cases";
import {
  answeringFirewall,
  chassisOfManyPorts,
  contradictorySources,
  localTimeClock,
  proxyArpForAFew,
  spoofedSources,
  standbyPairFromBothSides,
} from "./cases/network-cases";
import {
  addressesMadeOfCards,
  addressesOfTransition,
  clientsThatChangeTheirBridge,
  copiesWithOneLease,
  cutAndHalfHeard,
  guestsBehindTheirHost,
  panelRestoredFromItsBackup,
  portsOfAnAggregation,
  printerUnderOneName,
} from "./cases/office-cases";
import { leasesInOneFile } from "./cases/one-file-cases";
import {
  listedServer,
  oneHostInThreeViews,
  oneHostKey,
  outdatedList,
  rowWithTwoCards,
  scannedBetweenHolders,
  scannedThroughProxy,
  successorOnlyScanned,
} from "./cases/record-cases";
import {
  firewallTakesOver,
  hotStandbyPairSwaps,
  parallelRedundancy,
  redundantControllers,
  twoRoutersToOneNetwork,
} from "./cases/redundancy-cases";
import {
  adapterCarriedToAnotherRack,
  outstationsOfOneNumber,
  spareWithTheImage,
  twoScannersAndAPool,
  wordsInPlaceOfASerial,
} from "./cases/repair-cases";

import {
  managerOfARing,
  ownerOfTheGroupAddress,
  pairThatExchangesItsCards,
  preferredFirewallComesBack,
  ringWithARedundancyBox,
  stackUnderOneAddress,
} from "./cases/standby-cases";
import {
  boardsWithTheSystemsName,
  clockSetWhileListening,
  clonesWithOneSerial,
  laptopThatSaysNothing,
  laptopWithTwoNames,
  leasesInTwoRealms,
  rackOfOneSerial,
  swappedProcessors,
  upgradedController,
} from "./cases/traveller-cases";
import {
  cellBehindNat,
  firewallInFourNetworks,
  ipv6AloneBeyondARouter,
  migratingMachines,
  newCardEveryDay,
} from "./cases/wandering-cases";

const CASES: Readonly<Record<(typeof OTHER_CASE_NAMES)[number], (plant: CasePlant) => void>> = {
  "chassis-with-two-adapters": chassisWithTwoAdapters,
  "bridged-field-network": bridgedFieldNetwork,
  "port-forwarding": portForwarding,
  "short-serials": shortSerials,
  "network-card-replaced": networkCardReplaced,
  "controller-replaced": controllerReplaced,
  "spare-with-the-same-name": spareWithTheSameName,
  "field-laptop-and-panel": fieldLaptopAndPanel,
  "wandering-tablet": wanderingTablet,
  "phones-with-random-macs": phonesWithRandomMacs,
  "cloned-machines": clonedMachines,
  "printers-with-one-name": printersWithOneName,
  "dual-stack-hosts": dualStackHosts,
  "proxy-arp-for-a-few": proxyArpForAFew,
  "answering-firewall": answeringFirewall,
  "spoofed-sources": spoofedSources,
  "standby-pair-from-both-sides": standbyPairFromBothSides,
  "chassis-of-many-ports": chassisOfManyPorts,
  "contradictory-sources": contradictorySources,
  "local-time-clock": localTimeClock,
  "simulator-on-a-maker-laptop": (plant) => {
    simulatorOnAMakerLaptop(plant);
    softController(plant);
  },
  "hot-standby-pair-swaps": hotStandbyPairSwaps,
  "redundant-controllers": redundantControllers,
  "two-routers-to-one-network": twoRoutersToOneNetwork,
  "parallel-redundancy": parallelRedundancy,
  "firewall-takes-over": firewallTakesOver,
  "answering-firewall-in-logs": answeringFirewallInLogs,
  "refusing-firewall": refusingFirewall,
  "layer-3-switches": layer3Switches,
  "one-to-one-nat": oneToOneNat,
  "controller-answers-for-clients": controllerAnswersForClients,
  "routed-on-a-trunk": routedOnATrunk,
  "default-address": defaultAddress,
  "factory-serials": factorySerials,
  "unsorted-capture": unsortedCapture,
  "list-of-serials": listOfSerials,
  "one-link-local-address": oneLinkLocalAddress,
  "address-is-given-away": addressIsGivenAway,
  "name-given-twice": nameGivenTwice,
  "logs-alone": logsAlone,
  "scans-before-and-after": scansBeforeAndAfter,
  "lists-in-many-spellings": listsInManySpellings,
  "client-bridge": clientBridge,
  "routers-that-advertise": routersThatAdvertise,
  "relayed-announcements": relayedAnnouncements,
  "many-cards-behind-one-port": manyCardsBehindOnePort,
  "balanced-cluster": balancedCluster,
  "serial-on-a-made-up-card": serialOnAMadeUpCard,
  "poisoned-address-table": poisonedAddressTable,
  "answered-flood": answeredFlood,
  "starved-pool": starvedPool,
  "absent-units": absentUnits,
  "poisoned-network": poisonedNetwork,
  "address-claimed-by-many": addressClaimedByMany,
  "rack-of-one-serial": rackOfOneSerial,
  "laptop-with-two-names": laptopWithTwoNames,
  "laptop-that-says-nothing": laptopThatSaysNothing,
  "clock-set-while-listening": clockSetWhileListening,
  "clones-with-one-serial": clonesWithOneSerial,
  "boards-with-the-systems-name": boardsWithTheSystemsName,
  "swapped-processors": swappedProcessors,
  "leases-in-two-realms": leasesInTwoRealms,
  "upgraded-controller": upgradedController,
  "scanned-through-proxy": scannedThroughProxy,
  "scanned-between-holders": scannedBetweenHolders,
  "one-host-key": oneHostKey,
  "successor-only-scanned": successorOnlyScanned,
  "listed-server": listedServer,
  "row-with-two-cards": rowWithTwoCards,
  "outdated-list": outdatedList,
  "one-host-in-three-views": oneHostInThreeViews,
  "leases-behind-a-router": leasesBehindARouter,
  "relayed-leases": relayedLeases,
  "replaced-standby-pair": replacedStandbyPair,
  "factory-names-in-every-cell": factoryNamesInEveryCell,
  "management-controller-on-one-plug": managementControllerOnOnePlug,
  "equal-networks-in-two-vlans": equalNetworksInTwoVlans,
  "swapped-serial-servers": swappedSerialServers,
  "host-that-names-its-chassis": hostThatNamesItsChassis,
  "adapter-carried-to-another-rack": adapterCarriedToAnotherRack,
  "migrating-machines": migratingMachines,
  "outstations-of-one-number": outstationsOfOneNumber,
  "spare-with-the-image": spareWithTheImage,
  "words-in-place-of-a-serial": wordsInPlaceOfASerial,
  "ipv6-alone-beyond-a-router": ipv6AloneBeyondARouter,
  "firewall-in-four-networks": firewallInFourNetworks,
  "cell-behind-nat": cellBehindNat,
  "new-card-every-day": newCardEveryDay,
  "two-scanners-and-a-pool": twoScannersAndAPool,
  "frames-in-anothers-name": framesInAnothersName,
  "switches-with-a-common-card": switchesWithACommonCard,
  "pair-with-a-system-address": pairWithASystemAddress,
  "numbers-that-count-up": numbersThatCountUp,
  "leases-in-one-file": leasesInOneFile,
  "one-group-in-every-network": oneGroupInEveryNetwork,
  "units-on-two-ports": unitsOnTwoPorts,
  "controller-seen-through-its-firewall": controllerSeenThroughItsFirewall,
  "interface-of-each-vlan": interfaceOfEachVlan,
  "rack-of-three-modules": rackOfThreeModules,
  "spare-of-the-same-carton": spareOfTheSameCarton,
  "switch-given-its-name": switchGivenItsName,
  "addresses-passed-round": addressesPassedRound,
  "panels-that-start-over-the-network": panelsThatStartOverTheNetwork,
  "leases-under-a-wrong-clock": leasesUnderAWrongClock,
  "one-service-address-at-two-servers": oneServiceAddressAtTwoServers,
  "controller-carried-to-another-cell": controllerCarriedToAnotherCell,
  "owner-of-the-group-address": ownerOfTheGroupAddress,
  "preferred-firewall-comes-back": preferredFirewallComesBack,
  "stack-under-one-address": stackUnderOneAddress,
  "pair-that-exchanges-its-cards": pairThatExchangesItsCards,
  "ring-with-a-redundancy-box": ringWithARedundancyBox,
  "manager-of-a-ring": managerOfARing,
  "network-across-a-tunnel": networkAcrossATunnel,
  "mobile-router-for-two-controllers": mobileRouterForTwoControllers,
  "equal-instances-at-two-sites": equalInstancesAtTwoSites,
  "equal-cells-that-see-each-other": equalCellsThatSeeEachOther,
  "dialled-in-laptops": dialledInLaptops,
  "renumbered-network": renumberedNetwork,
  "printer-under-one-name": printerUnderOneName,
  "panel-restored-from-its-backup": panelRestoredFromItsBackup,
  "copies-with-one-lease": copiesWithOneLease,
  "guests-behind-their-host": guestsBehindTheirHost,
  "clients-that-change-their-bridge": clientsThatChangeTheirBridge,
  "addresses-of-transition": addressesOfTransition,
  "cut-and-half-heard": cutAndHalfHeard,
  "addresses-made-of-cards": addressesMadeOfCards,
  "ports-of-an-aggregation": portsOfAnAggregation,
};

const ONCE: readonly CaseName[] = [
  "answering-firewall",
  "spoofed-sources",
  "answering-firewall-in-logs",
  "refusing-firewall",
  "layer-3-switches",
  "answered-flood",
  "starved-pool",
  "scanned-through-proxy",
];

/**
 * Plants that share neither makers nor addresses nor the order of events with those of the hard cases: networks of
 * machine builders and of campuses, by what the seed draws.
 */
export function simulateOtherPlant(seed: number): HardCases {
  const draw = drawFrom(seed + 1_000_000);
  const plans = [
    (number: number) => (number < 256 ? `192.168.${number}` : `172.18.${number - 256}`),
    (number: number) => `172.${20 + (number >> 6)}.${number % 200}`,
    (number: number) => `10.${7 + (number >> 8)}.${number & 255}`,
  ];
  return mixCases(new CasePlant(draw, plans[draw(plans.length)] as (number: number) => string), draw, CASES, ONCE);
}
