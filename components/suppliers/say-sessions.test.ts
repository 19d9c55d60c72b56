import { expect, it } from "vitest";
import { saySessions } from "./say-sessions";

it("claims no cover while no session was seen", () => {
  const said = saySessions({ held: 0, waiting: 0, waitingPaths: 0 });
  expect(said).toBe("No session of remote access was seen yet.");
  expect(said).not.toContain("covered");
});

it("says that all is covered only of sessions that were seen, and else how many paths wait", () => {
  expect(saySessions({ held: 3, waiting: 0, waitingPaths: 0 })).toContain("Every session seen is covered");
  expect(saySessions({ held: 3, waiting: 2, waitingPaths: 1 })).toMatch(/^1 path nobody approved/);
});
