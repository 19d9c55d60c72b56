import type { IdentityField } from "@/lib/domain/observation";
import { CONNECTION, DIRECTION, defineConnectionLog } from "../define-log";
import { bacnetOperation } from "../operations";
import { subjectOf, type ZeekReport } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";
import { bacnetSender, ROUTING, tellOfDevice } from "./bacnet-sender";
import { directionOf } from "./message-direction";

/** Stands for "whoever you are" in requests (ASHRAE 135 clause 12.11). */
const WILDCARD = "4194303";

/** Whether a record is a question; null when it is neither question nor answer (I-Am, notifications). */
function isQuestion(row: ZeekRow, service: string | null): boolean | null {
  const kind = row.text("pdu_type") ?? "";
  const isAnswer = /ack|error|reject|abort/i.test(kind) || /(?:ack|error|reject|abort)$/i.test(service ?? "");
  if (isAnswer || row.text("result") !== null) return false;
  return service !== null && bacnetOperation(service) !== null ? true : null;
}

/** Peers use one port, so that the one whose message came first may be the one that was asked. */
function exchange(row: ZeekRow, stated: Ends, report: ZeekReport, service: string | null): void {
  const isRequest = isQuestion(row, service);
  const { ends, fromClient } = directionOf(row, stated, "udp", isRequest);
  const isOrig = fromClient !== false;
  const operation = isRequest === true && service !== null ? bacnetOperation(service) : null;
  report.exchange(row, ends, {
    transport: "udp",
    protocol: "bacnet",
    fromOrig: isOrig ? 1 : 0,
    fromResp: isOrig ? 0 : 1,
    operations: operation ? [operation] : [],
  });
}

export const bacnet = defineConnectionLog({
  path: "bacnet",
  signature: ["bvlc_function", "pdu_type"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    ...ROUTING,
    "bvlc_function",
    "pdu_type",
    "pdu_service",
    "invoke_id",
    "instance_number",
    "result_code",
  ],
  read(row, report, ends) {
    exchange(row, ends, report, row.text("pdu_service"));
    return null;
  },
});

export const bacnetDiscovery = defineConnectionLog({
  path: "bacnet_discovery",
  signature: ["pdu_service", "range", "object_name"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    ...ROUTING,
    "pdu_service",
    "device_id_type",
    "device_id_number",
    "object_type",
    "instance_number",
    "vendor",
    "range",
    "object_name",
  ],
  read(row, report, ends) {
    const service = (row.text("pdu_service") ?? "").toLowerCase().replaceAll("_", "-");
    exchange(row, ends, report, service);
    const sender = bacnetSender(row, ends);
    const instance = row.text("instance_number");
    if (!row.isHost(sender.ip) || instance === null || instance === WILDCARD) return null;
    const isDevice = row.text("object_type") === "device";
    const number = isDevice ? instance : row.text("device_id_number");
    if (number === null || (service !== "i-am" && service !== "i-have")) return null;
    report.alive(subjectOf(sender.ip));
    report.service(sender.ip, { transport: "udp", port: sender.port, service: "bacnet", evidence: "payload" });
    tellOfDevice(report, sender, number, "instance", number, "bacnet_discovery");
    tellOfDevice(report, sender, number, "vendor", row.text("vendor"), "bacnet vendor-id");
    // I-Have tells of any object; only the device object's name is the device's.
    if (service === "i-have" && isDevice)
      tellOfDevice(report, sender, number, "name", row.text("object_name"), "bacnet_discovery");
    return null;
  },
});

/** Properties of the device object that describe the device (ASHRAE 135 clause 12.11). */
const PROPERTIES: ReadonlyMap<string, readonly [IdentityField, string]> = new Map([
  ["object-name", ["name", "bacnet"]],
  ["model-name", ["model", "bacnet"]],
  ["vendor-name", ["vendor", "bacnet vendor-name"]],
  ["vendor-identifier", ["vendor", "bacnet vendor-id"]],
  ["firmware-revision", ["firmware", "bacnet firmware-revision"]],
  ["application-software-version", ["firmware", "bacnet application-software-version"]],
  ["location", ["location", "bacnet"]],
  ["description", ["description", "bacnet"]],
  ["serial-number", ["serial", "bacnet serial-number"]],
]);

/** The parser's word in place of the value, where a device answers to several properties and has not this one. */
const PROPERTY_ERROR = /^property[ _-]?error$/i;

export const bacnetProperty = defineConnectionLog({
  path: "bacnet_property",
  signature: ["pdu_service", "property", "array_index"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    ...ROUTING,
    "invoke_id",
    "pdu_service",
    "object_type",
    "instance_number",
    "property",
    "array_index",
    "value",
    "priority",
  ],
  read(row, report, ends) {
    const service = row.text("pdu_service") ?? "";
    exchange(row, ends, report, service);
    const number = row.text("instance_number");
    const value = row.text("value");
    const sender = bacnetSender(row, ends);
    const isAnswer =
      /ack$/i.test(service) && value !== null && row.text("object_type") === "device" && row.isHost(sender.ip);
    if (!isAnswer || number === null || number === WILDCARD) return null;
    tellOfDevice(report, sender, number, "instance", number, "bacnet");
    if (PROPERTY_ERROR.test(value)) return null;
    const known = PROPERTIES.get((row.text("property") ?? "").toLowerCase().replaceAll("_", "-"));
    // The parser writes vendor identifiers as names; a bare number names nobody.
    if (known && !(known[1] === "bacnet vendor-id" && /^\d+$/.test(value))) {
      tellOfDevice(report, sender, number, known[0], value, known[1]);
    }
    return null;
  },
});

export const bacnetDeviceControl = defineConnectionLog({
  path: "bacnet_device_control",
  signature: ["pdu_service", "time_duration", "device_state"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    ...ROUTING,
    "invoke_id",
    "pdu_service",
    "time_duration",
    "device_state",
    "password",
    "result",
    "result_code",
  ],
  read(row, report, ends) {
    exchange(row, ends, report, row.text("pdu_service"));
    return null;
  },
});
