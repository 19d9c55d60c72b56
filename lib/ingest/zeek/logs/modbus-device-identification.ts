import type { IdentityField } from "@/lib/domain/observation";
import { isEndpointUnit, unitAddress } from "@/lib/protocols/modbus/unit-address";
import { CONNECTION, DIRECTION, defineConnectionLog } from "../define-log";

/** MODBUS Application Protocol V1.1b3 §6.21, object ids 0 to 6. */
const FIELDS: ReadonlyMap<number, IdentityField> = new Map([
  [0, "vendor"],
  [1, "orderNumber"],
  [2, "firmware"],
  [4, "model"],
  [5, "model"],
  [6, "description"],
]);

export const modbusDeviceIdentification = defineConnectionLog({
  path: "modbus_read_device_identification",
  signature: ["object_id", "object_value", "mei_type"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "modbus_detailed_link_id",
    "tid",
    "unit",
    "unit_id",
    "uint",
    "func",
    "request_response",
    "mei_type",
    "conformity_level_code",
    "conformity_level",
    "device_id_code",
    "object_id_code",
    "object_id",
    "object_value",
  ],
  read(row, report, ends) {
    const value = row.text("object_value");
    const isResponse = row.text("request_response")?.toUpperCase() === "RESPONSE" || value !== null;
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "modbus",
      fromOrig: isResponse ? 0 : 1,
      fromResp: isResponse ? 1 : 0,
      operations: isResponse ? [] : ["diagnose"],
    });
    const field = FIELDS.get(Number(row.text("object_id_code") ?? Number.NaN));
    const unit = Number(row.text("unit") ?? row.text("unit_id") ?? row.text("uint") ?? "255");
    if (!field) return null;
    if (isEndpointUnit(unit)) report.identity(ends.resp, field, value, { as: "modbus 43/14" });
    else report.identityBehind(ends.resp, unitAddress(unit, ends.respPort), field, value, "modbus 43/14");
    return null;
  },
});
