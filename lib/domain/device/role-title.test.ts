import { expect, test } from "vitest";
import { rolesTitle, roleTitle } from "./role-title";

test("what is spelled when it is said is written in capitals, in whatever role it stands", () => {
  expect(
    ["plc", "io-controller", "io-device", "dhcp-server", "knx-gateway", "PMU", "access-point"].map(roleTitle),
  ).toEqual(["PLC", "I/O controller", "I/O device", "DHCP server", "KNX gateway", "PMU", "access point"]);
  expect(roleTitle("scada or hmi")).toBe("SCADA system or HMI");
  // Letters inside of a word are none of their own.
  expect(roleTitle("capacitor")).toBe("capacitor");
});

test("a heading over several devices of a role is a plural that begins large", () => {
  expect(["hmi", "scada or hmi", "switch", "proxy", "gateway", "io-controller", "ups"].map(rolesTitle)).toEqual([
    "HMIs",
    "SCADA systems or HMIs",
    "Switches",
    "Proxies",
    "Gateways",
    "I/O controllers",
    "UPSs",
  ]);
});
