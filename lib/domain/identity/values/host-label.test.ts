import { expect, it } from "vitest";
import { isNameOfAKind, isNameOfAProduct, isNameOfTheSystem } from "./host-label";

it("tells names that many have from names that somebody gave", () => {
  for (const name of ["plc_1", "PLC", "plcxb1d0ed", "hmi-2", "Switch", "router.local", "nport 3", "server12"])
    expect([name, isNameOfAKind(name)]).toEqual([name, true]);
  for (const name of ["OPC-41", "press-3", "plc-mixer", "switchroom", "hist-1", "pcs7-os", "cpu-left", ""])
    expect([name, isNameOfAKind(name)]).toEqual([name, false]);
  expect(isNameOfTheSystem("raspberrypi-2.local")).toBe(true);
});

it("knows the name that the factory took from the product, and not a name that a description happens to hold", () => {
  expect(isNameOfAProduct("ADAM-6050", ["ADAM-6050 6-ch digital I/O"])).toBe(true);
  expect(isNameOfAProduct("np5110a.local", ["NP 5110A"])).toBe(true);
  expect(isNameOfAProduct("hist-41", ["Linux hist-41 5.10.0 #1 SMP"])).toBe(false);
  expect(isNameOfAProduct("os", ["OS X"])).toBe(false);
});
