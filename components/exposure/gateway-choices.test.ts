import { expect, test } from "vitest";
import { gatewayChoices } from "./gateway-choices";

test("tells gateways of one name apart, and leaves the card out where a name says enough", () => {
  const gateway = (deviceId: string, name: string, mac: string, isSanctioned: boolean) => ({
    ...{ deviceId, name, mac, isSanctioned },
    ...{ paths: 2, devices: 1, bytes: 3 },
  });
  expect(
    gatewayChoices([
      gateway("a", "10.10.10.1", "02:00:00:00:00:0a", false),
      gateway("b", "10.10.10.1", "02:00:00:00:00:0b", true),
      gateway("c", "modem", "02:00:00:00:00:0c", true),
    ]),
  ).toEqual([
    ["a", "10.10.10.1 (02:00:00:00:00:0a), 2 paths, not sanctioned"],
    ["b", "10.10.10.1 (02:00:00:00:00:0b), 2 paths"],
    ["c", "modem, 2 paths"],
  ]);
});
