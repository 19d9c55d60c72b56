import type { IdentityField } from "@/lib/domain/observation";
import { CONNECTION, DIRECTION, defineLog, NO_ADDRESSES } from "../define-log";
import { bacnetOperation } from "../operations";
import { subjectOf, type ZeekReport } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";

/** Stands for "whoever you are" in requests (ASHRAE 135 clause 12.11). */
const WILDCARD = "4194303";

/** Who sent the message; logs of older parsers name only the connection. */
function senderOf(row: ZeekRow, ends: Ends): string {
  return row.ip("source_h") ?? (row.flag("is_orig") === false ? ends.resp : ends.orig);
}

function exchange(row: ZeekRow, ends: Ends, report: ZeekReport, service: string | null): void {
  const isOrig = row.flag("is_orig") !== false;
  const operation = isOrig && service !== null ? bacnetOperation(service) : null;
  report.exchange(row, ends, {
    transport: "udp",
    protocol: "bacnet",
    fromOrig: isOrig ? 1 : 0,
    fromResp: isOrig ? 0 : 1,
    operations: operation ? [operation] : [],
  });
}

export const bacnet = defineLog({
  path: "bacnet",
  signature: ["bvlc_function", "pdu_type"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "bvlc_function",
    "pdu_type",
    "pdu_service",
    "invoke_id",
    "instance_number",
    "result_code",
  ],
  read(row, report) {
    const ends = row.ends();
    if (!ends) return NO_ADDRESSES;
    exchange(row, ends, report, row.text("pdu_service"));
    return null;
  },
});

export const bacnetDiscovery = defineLog({
  path: "bacnet_discovery",
  signature: ["pdu_service", "range", "object_name"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "pdu_service",
    "device_id_type",
    "device_id_number",
    "object_type",
    "instance_number",
    "vendor",
    "range",
    "object_name",
  ],
  read(row, report) {
    const ends = row.ends();
    if (!ends) return NO_ADDRESSES;
    const service = (row.text("pdu_service") ?? "").toLowerCase().replaceAll("_", "-");
    exchange(row, ends, report, service);
    const sender = senderOf(row, ends);
    const instance = row.text("instance_number");
    if (!row.isHost(sender) || instance === null || instance === WILDCARD) return null;
    const isDevice = row.text("object_type") === "device";
    const number = isDevice ? instance : row.text("device_id_number");
    if (number === null || (service !== "i-am" && service !== "i-have")) return null;
    report.alive(subjectOf(sender));
    report.service(sender, {
      transport: "udp",
      port: portOf(row, ends, sender),
      service: "bacnet",
      evidence: "payload",
    });
    const child = `bacnet ${number}`;
    report.identityBehind(sender, child, "instance", number, "bacnet_discovery");
    report.identityBehind(sender, child, "vendor", row.text("vendor"), "bacnet vendor-id");
    // I-Have tells of any object; only the device object's name is the device's.
    if (service === "i-have" && isDevice)
      report.identityBehind(sender, child, "name", row.text("object_name"), "bacnet_discovery");
    return null;
  },
});

const portOf = (row: ZeekRow, ends: Ends, sender: string) =>
  row.port("source_p") ?? (sender === ends.orig ? ends.origPort : ends.respPort);

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

export const bacnetProperty = defineLog({
  path: "bacnet_property",
  signature: ["pdu_service", "property", "array_index"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "invoke_id",
    "pdu_service",
    "object_type",
    "instance_number",
    "property",
    "array_index",
    "value",
  ],
  read(row, report) {
    const ends = row.ends();
    if (!ends) return NO_ADDRESSES;
    const service = row.text("pdu_service") ?? "";
    exchange(row, ends, report, service);
    const number = row.text("instance_number");
    const value = row.text("value");
    const sender = senderOf(row, ends);
    const isAnswer =
      /ack$/i.test(service) && value !== null && row.text("object_type") === "device" && row.isHost(sender);
    if (!isAnswer || number === null || number === WILDCARD) return null;
    report.identityBehind(sender, `bacnet ${number}`, "instance", number, "bacnet");
    const known = PROPERTIES.get((row.text("property") ?? "").toLowerCase().replaceAll("_", "-"));
    // The parser writes vendor identifiers as names; a bare number names nobody.
    if (known && !(known[1] === "bacnet vendor-id" && /^\d+$/.test(value))) {
      report.identityBehind(sender, `bacnet ${number}`, known[0], value, known[1]);
    }
    return null;
  },
});

export const bacnetDeviceControl = defineLog({
  path: "bacnet_device_control",
  signature: ["pdu_service", "time_duration", "device_state"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "invoke_id",
    "pdu_service",
    "time_duration",
    "device_state",
    "password",
    "result",
    "result_code",
  ],
  read(row, report) {
    const ends = row.ends();
    if (!ends) return NO_ADDRESSES;
    exchange(row, ends, report, row.text("pdu_service"));
    return null;
  },
});
