/** Which logs repeat each other decides which of them counts operations. */
import { expect, it } from "vitest";
import { tellingOf, tellingOfLog } from "./telling";

it("counts the log of Modbus that says more before the other, and single functions last", () => {
  expect(["modbus_detailed", "modbus", "modbus_mask_write_register"].map(tellingOfLog)).toEqual([
    { family: "modbus", rank: 0 },
    { family: "modbus", rank: 1 },
    { family: "modbus", rank: 2 },
  ]);
});

it("counts the log with one record for each request before those with one for each object of a request", () => {
  expect(["dnp3", "dnp3_objects", "dnp3_control"].map((log) => tellingOfLog(log)?.rank)).toEqual([0, 1, 1]);
  expect(tellingOfLog("opcua-binary-read")).toEqual({ family: "opcua_binary", rank: 1 });
});

it("keeps protocols apart whose names begin alike", () => {
  expect(tellingOfLog("s7comm_plus")).toEqual({ family: "s7comm_plus", rank: 0 });
  expect(tellingOfLog("s7comm_read_szl")).toEqual({ family: "s7comm", rank: 1 });
  expect(tellingOfLog("cipher")).toBeNull();
});

it("knows no other format that repeats another", () => {
  expect(tellingOf("zeek conn")).toBeNull();
  expect(tellingOf("pcap")).toBeNull();
  expect(tellingOf("zeek dnp3")).toEqual({ family: "dnp3", rank: 0 });
});
