import { describe, expect, it } from "vitest";
import { placeOfChild, treeOfChildren } from "./child-address";

describe("where the children of a device stand", () => {
  it.each([
    ["cip 1/0", "slot 0"],
    ["cip 1/3,2/192.168.1.7", "port 2, address 192.168.1.7"],
    ["profinet slot 4", "slot 4"],
    ["profinet slot 4 subslot 2", "subslot 2"],
    ["modbus unit 12", "Modbus unit 12"],
    ["modbus port 503 unit 12", "Modbus unit 12 at port 503"],
    ["bacnet 2001/7", "BACnet network 2001, address 7"],
    ["ethercat slave 1001", "EtherCAT slave 1001"],
    ["ff-hse 3/17", "H1 link 3, node 17"],
    ["something else", "something else"],
  ])("%s is said as %s", (address, place) => {
    expect(placeOfChild(address)).toBe(place);
  });

  it("puts each below what its way leads through, numbers in their order", () => {
    const addresses = ["cip 1/10", "cip 1/3,2/7,1/0", "cip 1/2", "cip 1/3", "profinet slot 2 subslot 1", "cip 1/2,2/9"];
    expect(
      treeOfChildren(addresses.map((address) => ({ address }))).map(({ child, depth, place }) => [
        child.address,
        depth,
        place,
      ]),
    ).toEqual([
      ["cip 1/2", 0, "slot 2"],
      ["cip 1/2,2/9", 1, "port 2, address 9"],
      ["cip 1/3", 0, "slot 3"],
      ["cip 1/3,2/7,1/0", 1, "port 2, address 7 › slot 0"],
      ["cip 1/10", 0, "slot 10"],
      ["profinet slot 2 subslot 1", 0, "slot 2 › subslot 1"],
    ]);
  });
});
