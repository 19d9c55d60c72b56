import { expect, it } from "vitest";
import type { NmapHost } from "../nmap-xml/nmap-host";
import { TextHosts } from "./text-host";

function readHost(lines: Iterable<string>): NmapHost {
  const hosts: NmapHost[] = [];
  const reader = new TextHosts({ host: (host) => hosts.push(host), globalScript: () => {} });
  reader.read("Nmap scan report for 10.0.0.5", 1);
  for (const line of lines) reader.read(line, 2);
  reader.finish();
  expect(hosts).toHaveLength(1);
  return hosts[0] as NmapHost;
}

function* times(count: number, line: string, first?: string): Generator<string> {
  if (first !== undefined) yield first;
  for (let at = 0; at < count; at++) yield line;
}

it("holds of one host no more than a scan can find, however often a line comes again", () => {
  expect(readHost(times(140_000, "Not shown: 9 closed tcp ports (reset)")).ports).toHaveLength(1);
  expect(readHost(times(140_000, "80/tcp open http")).ports).toHaveLength(131_072);
  expect(readHost(times(1_000, "MAC Address: 02:00:00:00:00:05 (Acme)")).addresses).toHaveLength(64);
  expect(readHost(times(1_000, "OS details: Acme 3.X")).osMatches).toHaveLength(32);
});

it("holds of what the scripts of one host printed no more than some megabytes", () => {
  const long = `| ${"x".repeat(1_000_000)}`;
  const { scripts } = readHost(
    (function* () {
      for (let at = 0; at < 10; at++) yield* times(10, long, "| http-title: Press");
    })(),
  );
  expect(scripts[0]?.output).toMatch(/^Press\nx+/);
  expect(scripts.reduce((sum, { output }) => sum + output.length, 0)).toBeLessThan(17 * 1024 * 1024);
});
