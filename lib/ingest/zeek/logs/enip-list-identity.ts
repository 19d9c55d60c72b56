import { cipIdentityFacts } from "../../collect/cip-identity-facts";
import { CONNECTION, defineConnectionLog } from "../define-log";
import { subjectOf } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";

const ENIP_PORT = 44_818;

/**
 * Whose identity it is: the address that the answer holds, when it is one of the two ends; else who speaks from the
 * protocol's port. An answer to a broadcast is a connection of its own that the device opens.
 */
function holderOf(row: ZeekRow, ends: Ends): string {
  const stated = row.ip("device_ip");
  if (stated === ends.orig || stated === ends.resp) return stated;
  return ends.origPort === ENIP_PORT || !row.isHost(ends.resp) ? ends.orig : ends.resp;
}

/** The identity log of the older parser of EtherNet/IP (zeek-plugin-enip), which many sensors still carry. */
export const enipListIdentity = defineConnectionLog({
  path: "enip_list_identity",
  signature: ["device_ip", "product_name", "serial_number"],
  columns: [
    ...CONNECTION,
    "device_type",
    "vendor",
    "product_name",
    "serial_number",
    "product_code",
    "revision",
    "status",
    "state",
    "device_ip",
  ],
  read(row, report, ends) {
    const holder = holderOf(row, ends);
    report.alive(subjectOf(holder));
    const facts = cipIdentityFacts({
      vendor: row.text("vendor"),
      deviceType: row.text("device_type"),
      deviceTypeId: null,
      productName: row.text("product_name"),
      revision: row.text("revision"),
      serial: row.text("serial_number"),
    });
    for (const { field, value, suffix } of facts) {
      report.identity(holder, field, value, { as: `enip_list_identity${suffix}` });
    }
    return null;
  },
});
