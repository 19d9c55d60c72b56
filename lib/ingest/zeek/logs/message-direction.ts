import type { Transport } from "@/lib/domain/observation";
import type { Ends, ZeekRow } from "../zeek-row";

/** Who asked and who served, and whose message a record is. */
export interface MessageDirection {
  /** The one who asks is the originator. */
  readonly ends: Ends;
  /** Null when the record does not say: then it stands for question and answer. */
  readonly fromClient: boolean | null;
}

/** Columns in which the parsers say what kind of message a record is ("Request", "ACK-Data", "Command (0)"). */
export const KIND_COLUMNS = [
  "packet_type",
  "srtp_type",
  "icf_data_type",
  "rosctr_name",
  "rosctr",
  "req_resp",
  "request_response",
  "header_message_type_message_type",
  "opcode_name",
  "method",
  "type_name",
];

/** RFC 6335 §6: ports of no service, which a client takes for a while. */
const FIRST_DYNAMIC_PORT = 49_152;
/** Where the systems in use begin to choose ports of their own. */
const FIRST_CHOSEN_PORT = 32_768;

/**
 * Zeek takes the sender of the first datagram it sees for the originator, which a server is that answers from another
 * port. A record that tells sender and kind decides; else a dynamic port opposite to a service's is the client's.
 */
export function directionOf(row: ZeekRow, stated: Ends, transport: Transport, kind: boolean | null): MessageDirection {
  const isRequest = kind ?? isRequestOf(row);
  const fromOrig = senderIsOrig(row, stated);
  const isTurned = fromOrig !== null && isRequest !== null ? fromOrig !== isRequest : hasServerFirst(stated, transport);
  const ends = isTurned
    ? { orig: stated.resp, origPort: stated.respPort, resp: stated.orig, respPort: stated.origPort }
    : stated;
  if (isRequest !== null) return { ends, fromClient: isRequest };
  return { ends, fromClient: fromOrig === null ? null : fromOrig !== isTurned };
}

function isRequestOf(row: ZeekRow): boolean | null {
  for (const column of KIND_COLUMNS) {
    const kind = row.text(column);
    if (kind === null) continue;
    if (/resp|reply|answer|ack|publish|notif/i.test(kind)) return false;
    if (/req|command|job|query|poll/i.test(kind)) return true;
  }
  return null;
}

function senderIsOrig(row: ZeekRow, { orig, resp }: Ends): boolean | null {
  const flag = row.flag("is_orig") ?? row.flag("from_client");
  if (flag !== null || orig === resp) return flag;
  const sender = row.ip("source_h");
  return sender === orig ? true : sender === resp ? false : null;
}

/** The originator's port is a service's and the responder's a client's: only datagrams are mistaken so. */
export function hasServerFirst({ origPort, respPort }: Ends, transport: Transport): boolean {
  if (transport !== "udp" || origPort === null || respPort === null) return false;
  return origPort > 0 && origPort < FIRST_CHOSEN_PORT && respPort >= FIRST_DYNAMIC_PORT;
}
