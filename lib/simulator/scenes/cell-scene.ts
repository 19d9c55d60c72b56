import { askForStations, exchangeCyclicData } from "./profinet-scene";
import { talkS7 } from "./s7-scene";
import { inSegment, SECOND_US, type Stage } from "./scene";

/** A packaging machine, alone on its wire. The next one has the same addresses. */
export function playCell(stage: Stage, cell: "cell-a" | "cell-b", reads: number): void {
  const here = inSegment(stage, cell);
  const plc = here.find(({ role }) => role === "plc");
  const panel = here.find(({ role }) => role === "hmi");
  if (!plc || !panel) throw new Error(`${cell} has no controller or no panel`);
  const stations = here.filter(({ role }) => role === "io" || role === "drive");
  askForStations(stage, plc, here, stage.fromUs + SECOND_US);
  askForStations(stage, panel, [plc], stage.fromUs + 2 * SECOND_US);
  exchangeCyclicData(stage, plc, stations, 60);
  talkS7(stage, { client: panel, plc, atUs: stage.fromUs + 4 * SECOND_US, reads, writesEvery: 10, asksIdentity: true });
}
