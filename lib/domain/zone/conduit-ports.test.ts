import { expect, it } from "vitest";
import { parseConduitPorts, sayConduitPorts } from "./conduit-ports";

it("reads ports as people write them, and says them in one form", () => {
  const ports = parseConduitPorts(" TCP/502 , udp 5000 - 5010,");
  expect(ports).toEqual([
    { transport: "tcp", from: 502, to: 502 },
    { transport: "udp", from: 5000, to: 5010 },
  ]);
  expect(sayConduitPorts(ports ?? [])).toBe("tcp 502, udp 5000-5010");
  expect(parseConduitPorts(sayConduitPorts(ports ?? []))).toEqual(ports);
  expect(parseConduitPorts("")).toEqual([]);
});

it("guesses nothing", () => {
  for (const text of ["502", "tcp", "tcp 70000", "tcp 10-5", "icmp 8", "tcp 502; udp 1", "tcp 1-2-3"]) {
    expect(parseConduitPorts(text)).toBeNull();
  }
});
