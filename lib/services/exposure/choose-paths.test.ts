import { expect, it } from "vitest";
import { PATH_SORTS } from "@/lib/contracts/choices";
import { choosePaths } from "./choose-paths";
import type { SteppedPath } from "./load-paths";

const NAMES = ["b", "A", "a", "C", "B"];

/** Paths that count how often somebody asks for their device. */
function somePaths(count: number): { readonly paths: SteppedPath[]; readonly reads: () => number } {
  let reads = 0;
  const paths = Array.from({ length: count }, (_, at) => {
    const device = { deviceId: `device ${at}`, name: `${NAMES[at % NAMES.length]}${(at * 7) % 11}` };
    const parts = {
      ...{ id: `path ${(at * 31) % count}`, bytes: (at * 13) % 5, isAnswered: true, peers: [] },
      ...{ lastSeenUs: at % 4 === 0 ? null : (at * 17) % 7, firstSeenUs: (at * 5) % 3 },
      tool: at % 3 === 0 ? { tool: "rdp", confidence: at % 2 === 0 ? "certain" : "likely" } : null,
    };
    return Object.defineProperty(parts, "device", {
      get: () => {
        reads++;
        return device;
      },
    }) as unknown as SteppedPath;
  });
  return { paths, reads: () => reads };
}

it("orders paths with remote access first, then by what was asked for, equal ones by their ids", () => {
  const { paths } = somePaths(60);
  const names = (it: SteppedPath) => it.device.name.toLowerCase();
  const rank = ({ tool }: SteppedPath) => (tool === null ? 2 : tool.confidence === "certain" ? 0 : 1);
  const isBehind = {
    bytes: (a: SteppedPath, b: SteppedPath) => b.bytes - a.bytes,
    lastSeen: (a: SteppedPath, b: SteppedPath) => (b.lastSeenUs ?? 0) - (a.lastSeenUs ?? 0),
    firstSeen: (a: SteppedPath, b: SteppedPath) => (b.firstSeenUs ?? 0) - (a.firstSeenUs ?? 0),
    device: (a: SteppedPath, b: SteppedPath) => (names(a) < names(b) ? -1 : names(a) > names(b) ? 1 : 0),
  };
  for (const sort of PATH_SORTS)
    expect(choosePaths(paths, { sort }).map(({ id }) => id)).toEqual(
      paths.toSorted((a, b) => rank(a) - rank(b) || isBehind[sort](a, b) || (a.id < b.id ? -1 : 1)).map(({ id }) => id),
    );
});

it("looks at each path's device once to put paths in their order, and never for the same order again", () => {
  const { paths, reads } = somePaths(500);
  choosePaths(paths, { sort: "device" });
  expect(reads()).toBe(paths.length);
  choosePaths(paths, { sort: "device", direction: "out" });
  expect(reads()).toBe(paths.length);
});
