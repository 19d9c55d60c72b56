import { cipIdentityFacts } from "../../collect/cip-identity-facts";
import { CONNECTION, DIRECTION, defineConnectionLog } from "../define-log";
import { subjectOf } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";

/** The address in the reply is the device's own when it is one of the two ends; otherwise the sender speaks. */
function holderOf(row: ZeekRow, ends: Ends): string {
  const stated = row.ip("socket_address");
  if (stated === ends.orig || stated === ends.resp) return stated;
  const source = row.ip("source_h");
  if (source !== null) return source;
  return row.flag("is_orig") === true || !row.isHost(ends.resp) ? ends.orig : ends.resp;
}

export const cipIdentity = defineConnectionLog({
  path: "cip_identity",
  signature: ["product_name", "vendor_id", "serial_number"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "packet_correlation_id",
    "encapsulation_version",
    "socket_address",
    "socket_port",
    "vendor_id",
    "vendor_name",
    "device_type_id",
    "device_type_name",
    "product_code",
    "revision",
    "device_status",
    "serial_number",
    "product_name",
    "device_state",
  ],
  read(row, report, ends) {
    const holder = holderOf(row, ends);
    report.alive(subjectOf(holder));
    const facts = cipIdentityFacts({
      vendor: row.text("vendor_name"),
      deviceType: row.text("device_type_name"),
      deviceTypeId: row.number("device_type_id"),
      vendorId: row.number("vendor_id"),
      productName: row.text("product_name"),
      revision: row.text("revision"),
      serial: row.text("serial_number"),
    });
    for (const { field, value, suffix } of facts)
      report.identity(holder, field, value, { as: `cip_identity${suffix}` });
    if (holder === ends.resp || ends.origPort === 44_818) {
      report.service(holder, {
        transport: row.isHost(ends.resp) && holder === ends.resp ? "tcp" : "udp",
        port: 44_818,
        service: "enip",
        evidence: "payload",
      });
    }
    return null;
  },
});
