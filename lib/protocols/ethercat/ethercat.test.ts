import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { little, wire } from "../fixture-bytes";
import { ethercat } from "./ethercat";

/** One datagram to the slave at station address 1001. */
function frame(command: string, offset: number, counter: number, data: string) {
  const bytes = wire(data);
  const datagram = wire(command, "00", little(1001, 2), little(offset, 2), little(bytes.length, 2), "0000", bytes);
  const body = wire(datagram, little(counter, 2));
  return { fromInitiator: true, bytes: wire(little(0x1000 | body.length, 2), body) };
}
const stated = (...turns: ReturnType<typeof frame>[]) =>
  decodeTurns(ethercat, { carrier: "ethernet" }, turns)
    .identities.filter(({ options }) => options.child !== undefined)
    .map(({ field, value, options }) => [field, value, options.child]);

const askVendor = (counter: number) => frame("05", 0x0502, counter, "0001 0800 0000");
const vendorAnswer = (counter: number) => frame("04", 0x0508, counter, "02000000");

it("believes an answer only when a slave has counted itself into it", () => {
  expect(stated(askVendor(0), vendorAnswer(0))).toEqual([]);
  expect(stated(askVendor(0), vendorAnswer(1))).toEqual([["vendor", "Beckhoff Automation", "ethercat slave 1001"]]);
});

it("knows what was asked from the frames that come back, which are a flow of their own", () => {
  expect(stated(askVendor(1), vendorAnswer(1))).toEqual([["vendor", "Beckhoff Automation", "ethercat slave 1001"]]);
});

it("counts a question once, not again when its frame comes back", () => {
  expect(decodeTurns(ethercat, { carrier: "ethernet" }, [askVendor(0), askVendor(1)]).operations).toEqual(["diagnose"]);
});

it("says nothing of slave information that is still busy, failed, or was never asked for", () => {
  expect(stated(frame("04", 0x0502, 1, "0081 08000000 02000000"))).toEqual([]);
  expect(stated(frame("04", 0x0502, 1, "0020 08000000 02000000"))).toEqual([]);
  expect(stated(vendorAnswer(1))).toEqual([]);
});
