import { longestPrintable } from "@/lib/protocols/framing/fixed-text";
import { MEI_TYPE, readIdentificationObjects } from "@/lib/protocols/modbus/device-identification";
import { FUNCTION, operationOf } from "@/lib/protocols/modbus/function-codes";
import { readUmasAnswer, type UmasFact, umasOperation } from "@/lib/protocols/modbus/umas";
import type { EveRecord } from "./eve-record";
import type { EveFact, EveStory } from "./eve-story";
import { readLogged } from "./logged-bytes";

/** A request with its answer. What the answer says of the device stands in it as bytes. */
export function readModbus(record: EveRecord): EveStory {
  const code = record.count("modbus.request.function_raw") ?? record.count("modbus.response.function_raw");
  const hasRequest = record.has("modbus.request");
  return {
    protocol: "modbus",
    transport: "tcp",
    isAnswered: record.has("modbus.response"),
    operation: code === null || !hasRequest ? null : requestOperation(record, code),
    facts: code === null ? [] : factsOf(record, code),
  };
}

const umasCode = (record: EveRecord) =>
  readLogged(record.text("modbus.request.data"), (reader) => reader.skip(1).u8()) ?? -1;

function requestOperation(record: EveRecord, code: number) {
  if (code === FUNCTION.umas) return umasOperation(umasCode(record));
  return operationOf(code, record.count("modbus.request.diagnostic.raw"));
}

function factsOf(record: EveRecord, code: number): readonly EveFact[] {
  const unit = record.count("modbus.response.unit_id");
  const said = (facts: readonly UmasFact[] | null, as: string): EveFact[] =>
    (facts ?? []).map(([field, value, inferred]) => ({ of: "server", field, value, as, inferred, unit }));
  const data = record.text("modbus.response.data");
  if (code === FUNCTION.umas) {
    const asked = umasCode(record);
    const facts = said(
      readLogged(data, (reader) => readUmasAnswer(asked, reader.skip(1))),
      "umas",
    );
    const vendor = { of: "server", field: "vendor", value: "Schneider Electric", as: "umas", inferred: true } as const;
    return facts.length === 0 ? [] : [{ ...vendor, unit }, ...facts];
  }
  if (code === FUNCTION.reportServerId) {
    const text = readLogged(data, (reader) => longestPrintable(reader));
    return text === null ? [] : said([["description", text]], "modbus 17");
  }
  if (record.count("modbus.response.mei.raw") !== MEI_TYPE) return [];
  return said(readLogged(record.text("modbus.response.mei.data"), readIdentificationObjects), "modbus 43/14");
}
