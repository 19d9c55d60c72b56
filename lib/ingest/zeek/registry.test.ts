import { describe, expect, it } from "vitest";
import { logOfColumns, logOfPath, pathInFileName, ZEEK_LOGS } from "./registry";

describe("kinds of logs", () => {
  it.each(ZEEK_LOGS.filter((log) => log.signature.length > 0).map((log) => [log.path, log] as const))(
    "%s is told apart from all others by its own columns",
    (_path, log) => {
      expect(logOfColumns(new Set(log.columns))?.path).toBe(log.path);
      expect(log.columns).toEqual(expect.arrayContaining([...log.signature]));
    },
  );

  it("no path is taken twice", () => {
    const paths = ZEEK_LOGS.map((log) => log.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(logOfPath("conn")?.path).toBe("conn");
  });

  it.each([
    ["conn.00:00:00-01:00:00.log.gz", "conn"],
    ["icsnpp-modbus--modbus_detailed.log", "modbus_detailed"],
    ["plant-weird.log", "weird"],
    ["capture.pcap", null],
  ])("%s speaks of %s", (name, path) => {
    expect(pathInFileName(name)).toBe(path);
  });
});
