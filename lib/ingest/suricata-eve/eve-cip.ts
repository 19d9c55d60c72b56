import type { Operation } from "@/lib/domain/flow/flow";
import { CLASS, classOperation, graverOf } from "@/lib/protocols/enip/cip-request";
import type { EveRecord } from "./eve-record";

/** CIP Volume 1, appendix A, and 1756-PM020, in the words of Suricata 8; other services are written as "unknown-85". */
const SERVICES: ReadonlyMap<string, number> = new Map([
  ["Get Attributes All", 0x01],
  ["Set Attributes All", 0x02],
  ["Get Attribute List", 0x03],
  ["Set Attribute List", 0x04],
  ["Reset", 0x05],
  ["Start", 0x06],
  ["Stop", 0x07],
  ["Create", 0x08],
  ["Delete", 0x09],
  ["Get Attributes Single", 0x0e],
  ["Set Attributes Single", 0x10],
  ["Find Next Object Instance", 0x11],
  ["Read Data", 0x4c],
  ["Write Data", 0x4d],
  ["Read Write Modify Data", 0x4e],
  ["Read Data Fragmented", 0x52],
  ["Write Data Fragmented", 0x53],
]);

/** Classes whose services mean something of their own. */
const CLASSES: ReadonlyMap<string, number> = new Map([
  ["Connection Manager", CLASS.connectionManager],
  ["File", CLASS.file],
]);

/** What the request asks for; of several in one packet, what changes most. null when it asks for nothing of the kind. */
export function cipOperationOf(request: EveRecord | null): Operation | null {
  if (request === null) return null;
  const members = request.records("multiple");
  if (members.length > 0) return members.map(operationOf).reduce(graverOf, null);
  return operationOf(request);
}

function operationOf(request: EveRecord): Operation | null {
  const word = request.text("service") ?? "";
  const service = SERVICES.get(word) ?? Number(/^unknown-(\d{1,3})$/.exec(word)?.[1] ?? -1);
  return classOperation(service, CLASSES.get(request.text("class_name") ?? "") ?? null);
}
