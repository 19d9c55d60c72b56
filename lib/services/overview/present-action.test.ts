import { describe, expect, it } from "vitest";
import { presentAction } from "./present-action";

const words = { protocols: ["bacnet", "telnet", "tls"], zones: [{ id: "z1", name: "Cell from 3 to 4" }] };
const href = (action: string, deviceCount = 2) =>
  presentAction({ action, deviceCount, riskRemoved: 9, topDeviceId: "d1" }, words).href;

describe("an action", () => {
  it("leads to the devices or flows that it is about", () => {
    expect(href("close Telnet (TCP 23)")).toBe("/devices?protocol=telnet");
    expect(href("secure BACnet (UDP 47808)")).toBe("/devices?protocol=bacnet");
    expect(href("cut TLS to the internet")).toBe("/zones/flows?toZone=internet");
    expect(href("restrict Modbus from Cell from 3 to 4")).toBe("/zones/flows?fromZone=z1");
    expect(href("restrict Modbus to no zone")).toBe("/zones/flows?toZone=unzoned");
    expect(href("sanction it")).toBe("/shadow");
  });

  it("leads to the device when it is one, or when nothing better is known", () => {
    for (const action of [
      "close Telnet (TCP 23)",
      "remove TeamViewer",
      "restrict Modbus from a zone that is no more",
    ]) {
      expect(href(action, 1)).toBe("/devices/d1");
    }
    expect(href("remove TeamViewer")).toBe("/devices/d1");
    expect(href("close gopher (TCP 70)")).toBe("/devices/d1");
  });
});
