import type { TimeUs } from "@/lib/domain/observation";
import type { S7Identity } from "../messages/s7comm";
import * as s7 from "../messages/s7comm";
import type { PlantDevice } from "../plant";
import type { Exchange } from "../recorder";
import { SECOND_US, type Stage } from "./scene";

const PORT = 102;
const OPEN: readonly Exchange[] = [
  { ask: s7.connectRequest(0, 2), answer: s7.connectConfirm() },
  { ask: s7.setupCommunication(1), answer: s7.setupCommunicationAnswer(1) },
];

/** What an engineering tool or a SCADA driver asks first: who are you? */
function whoAreYou(identity: S7Identity): Exchange[] {
  return [
    { ask: s7.readSzl(2, 0x0011, 0), answer: s7.moduleIdentification(2, identity) },
    { ask: s7.readSzl(3, 0x001c, 0), answer: s7.componentIdentification(3, identity) },
  ];
}

export interface S7Session {
  readonly client: PlantDevice;
  readonly plc: PlantDevice;
  readonly atUs: TimeUs;
  readonly reads: number;
  /** After every so many reads the client writes a set point; 0 = never. */
  readonly writesEvery: number;
  readonly asksIdentity: boolean;
}

export function talkS7(stage: Stage, { client, plc, atUs, reads, writesEvery, asksIdentity }: S7Session): void {
  const exchanges: Exchange[] = [...OPEN];
  if (asksIdentity && plc.s7) exchanges.push(...whoAreYou(plc.s7));
  for (let i = 0; i < reads; i += 1) {
    const reference = 10 + i;
    const values = [stage.draw(4), stage.draw(256), 0, stage.draw(100)];
    exchanges.push({
      ask: s7.readVar(reference, 10, 4),
      answer: s7.readVarAnswer(reference, values),
      afterUs: 3 * SECOND_US,
    });
    if (writesEvery > 0 && i % writesEvery === writesEvery - 1) {
      exchanges.push({
        ask: s7.writeVar(reference + 5000, 11, values),
        answer: s7.writeVarAnswer(reference + 5000),
        afterUs: 200_000,
      });
    }
  }
  stage.recorder.tcp({
    client,
    server: plc,
    transport: "tcp",
    port: PORT,
    protocol: "s7comm",
    atUs,
    exchanges,
    staysOpen: true,
  });
}

/** A program goes into a controller that is running: one block, then insert it. The controller fetches the block. */
export function downloadProgram(stage: Stage, client: PlantDevice, plc: PlantDevice, atUs: TimeUs): void {
  if (!plc.s7) return;
  const exchanges: Exchange[] = [
    ...OPEN,
    ...whoAreYou(plc.s7),
    { ask: s7.requestDownload(20), answer: s7.requestDownloadAnswer(20), afterUs: 4 * SECOND_US },
    { ask: null, answer: s7.downloadEnded(21), afterUs: 900_000 },
    { ask: s7.downloadEndedAnswer(21), answer: null },
    { ask: s7.insertBlock(22), answer: s7.insertBlockAnswer(22), afterUs: 500_000 },
  ];
  stage.recorder.tcp({ client, server: plc, transport: "tcp", port: PORT, protocol: "s7comm", atUs, exchanges });
}
