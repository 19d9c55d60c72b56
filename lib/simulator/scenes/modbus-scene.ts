import type { TimeUs } from "@/lib/domain/observation";
import * as modbus from "../messages/modbus";
import type { PlantDevice } from "../plant";
import type { Exchange } from "../recorder";
import { SECOND_US, type Stage } from "./scene";

export interface ModbusSession {
  readonly client: PlantDevice;
  readonly server: PlantDevice;
  readonly atUs: TimeUs;
  readonly reads: number;
  /** After every so many reads the client writes a register; 0 = never. */
  readonly writesEvery: number;
}

/** The client asks who is there (where the device can answer that), then polls. */
export function talkModbus(stage: Stage, { client, server, atUs, reads, writesEvery }: ModbusSession): void {
  const unit = server.unitId ?? 1;
  const exchanges: Exchange[] = [];
  const { vendor, model, firmware } = server;
  if (!server.s7 && vendor && model && firmware) {
    exchanges.push({
      ask: modbus.readDeviceIdentification(1, unit),
      answer: modbus.deviceIdentification(1, unit, vendor, model, firmware),
    });
  }
  for (let i = 0; i < reads; i += 1) {
    const transaction = 2 + i * 2;
    const values = [stage.draw(1000), stage.draw(1000), stage.draw(65_536)];
    exchanges.push({
      ask: modbus.readHoldingRegisters(transaction, unit, 100, values.length),
      answer: modbus.holdingRegisters(transaction, unit, values),
      afterUs: 3 * SECOND_US,
    });
    if (writesEvery > 0 && i % writesEvery === writesEvery - 1) {
      const write = modbus.writeRegister(transaction + 1, unit, 200, values[0] ?? 0);
      exchanges.push({ ask: write, answer: write, afterUs: 150_000 });
    }
  }
  stage.recorder.tcp({
    client,
    server,
    transport: "tcp",
    port: 502,
    protocol: "modbus",
    atUs,
    exchanges,
    staysOpen: true,
  });
}
