import { cyclicData, identifyAll, identifyAnswer } from "../messages/profinet";
import { type PlantDevice, SEGMENTS } from "../plant";
import { SECOND_US, type Stage } from "./scene";

const DCP_MULTICAST = "01:0e:cf:00:00:00";
const ETHERTYPE_PROFINET = 0x8892;
const CYCLE_US = SECOND_US / 5;

/** The asker looks for everybody; every PROFINET device of its segment names itself. */
export function askForStations(stage: Stage, asker: PlantDevice, stations: readonly PlantDevice[], atUs: number): void {
  const { recorder, draw } = stage;
  const xid = draw(2 ** 30);
  recorder.ethernet(atUs, asker, DCP_MULTICAST, ETHERTYPE_PROFINET, identifyAll(xid));
  for (const station of stations) {
    if (!station.dcp || station === asker) continue;
    const { prefix, routerMac } = SEGMENTS[station.segment];
    const gateway = routerMac === null ? "0.0.0.0" : `${prefix}.1`;
    const answer = identifyAnswer(xid, {
      stationName: station.name.toLowerCase(),
      ...station.dcp,
      ip: station.ip,
      gateway,
    });
    recorder.ethernet(atUs + 2_000 + draw(300_000), station, asker.mac, ETHERTYPE_PROFINET, answer);
  }
}

/** Inputs and outputs between a controller and its devices; the mirror port shows a sample of the cycles. */
export function exchangeCyclicData(
  stage: Stage,
  controller: PlantDevice,
  stations: readonly PlantDevice[],
  cycles: number,
): void {
  const { recorder, fromUs, draw } = stage;
  for (const station of stations) {
    const phase = draw(CYCLE_US);
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const atUs = fromUs + phase + cycle * CYCLE_US;
      recorder.ethernet(atUs, controller, station.mac, ETHERTYPE_PROFINET, cyclicData(cycle * 64));
      recorder.ethernet(atUs + 700, station, controller.mac, ETHERTYPE_PROFINET, cyclicData(cycle * 64));
    }
  }
}
