import type { ServicePart } from "../../collect/discovery-draft";
import { CONNECTION, DIRECTION, defineConnectionLog, type ZeekLog } from "../define-log";
import type { ZeekReport } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";

/** ICSNPP logs of OPC UA that name an application, or say how a channel is secured (OPC 10000-4 and -6). */

/** "http://opcfoundation.org/UA/SecurityPolicy#None": everything can be read and changed on the way. */
const isUnsecured = (policy: string | null) => policy !== null && /#None$/i.test(policy);

/** MessageSecurityMode: 1 is none. */
const isOpenMode = (mode: string | null) => mode !== null && /^(?:1|None|SecurityMode_None)$/i.test(mode);

/** What only one of both sides sends, for the first versions of the parser, which write no `is_orig`. */
const ONLY_CLIENT = ["client_proto_ver", "session_name"];
const ONLY_SERVER = ["server_proto_ver", "server_nonce", "security_policy_uri", "revised_session_timeout"];

function senderIsClient(row: ZeekRow): boolean | null {
  const isOrig = row.flag("is_orig");
  if (isOrig !== null) return isOrig;
  const has = (columns: readonly string[]) => columns.some((column) => row.text(column) !== null);
  return has(ONLY_SERVER) ? false : has(ONLY_CLIENT) ? true : null;
}

function channel(row: ZeekRow, ends: Ends, report: ZeekReport, flags: readonly string[]): void {
  const isOrig = senderIsClient(row);
  report.exchange(row, ends, {
    transport: "tcp",
    protocol: "opcua",
    fromOrig: isOrig === false ? 0 : 1,
    fromResp: isOrig === true ? 0 : 1,
  });
  if (flags.length === 0 || ends.respPort === null || !row.isHost(ends.resp)) return;
  const part: ServicePart = { transport: "tcp", port: ends.respPort, service: "opcua", evidence: "payload", flags };
  report.service(ends.resp, part);
}

/** Application descriptions stand in requests for the client, in lists of endpoints for the server (OPC 10000-4 §7.2). */
function describe(row: ZeekRow, report: ZeekReport, ip: string): void {
  if (!row.isHost(ip)) return;
  report.identity(ip, "description", row.text("text") ?? row.text("application_name"), { as: "opcua application" });
  report.identity(ip, "description", row.text("application_uri"), { as: "opcua application-uri" });
  report.identity(ip, "description", row.text("product_uri"), { as: "opcua product-uri" });
}

const details = (path: string, columns: readonly string[]) =>
  [`opcua_binary_${path}`, `opcua-binary-${path.replaceAll("_", "-")}`].map((name) => ({
    path: name,
    columns: [...CONNECTION, ...DIRECTION, "opcua_link_id", "opcua_id", ...columns],
  }));

const openChannel = details("opensecure_channel", [
  "client_proto_ver",
  "sec_token_request_type",
  "message_security_mode",
  "client_nonce",
  "req_lifetime",
  "server_proto_ver",
  "sec_token_sec_channel_id",
  "sec_token_id",
  "sec_token_created_at",
  "sec_token_revised_time",
  "server_nonce",
]).map(({ path, columns }) =>
  defineConnectionLog({
    path,
    signature: [],
    columns,
    read(row, report, ends) {
      channel(row, ends, report, isOpenMode(row.text("message_security_mode")) ? ["opcua-none"] : []);
      return null;
    },
  }),
);

const createSession = details("create_session", [
  "application_uri",
  "product_uri",
  "encoding_mask",
  "locale",
  "text",
  "application_type",
  "gateway_server_uri",
  "discovery_profile_uri",
  "discovery_profile_link_id",
  "server_uri",
  "endpoint_url",
  "session_name",
  "client_nonce",
  "client_cert_size",
  "client_cert",
  "req_session_timeout",
  "max_res_msg_size",
  "session_id_encoding_mask",
  "session_id_namespace_idx",
  "session_id_numeric",
  "session_id_string",
  "session_id_guid",
  "session_id_opaque",
  "auth_token_encoding_mask",
  "auth_token_namespace_idx",
  "auth_token_numeric",
  "auth_token_string",
  "auth_token_guid",
  "auth_token_opaque",
  "revised_session_timeout",
  "server_nonce",
  "server_cert_size",
  "server_cert",
  "endpoint_link_id",
  "algorithm",
  "signature",
  "max_req_msg_size",
]).map(({ path, columns }) =>
  defineConnectionLog({
    path,
    signature: [],
    columns,
    read(row, report, ends) {
      channel(row, ends, report, []);
      // Request and answer are one record or two; the description is the client's in both.
      describe(row, report, ends.orig);
      return null;
    },
  }),
);

/** The first versions of the parser wrote the descriptions into the log of the questions. */
const endpoints = ["get_endpoints", "get_endpoints_description", "create_session_endpoints"].flatMap((name) =>
  details(name, [
    "endpoint_description_link_id",
    "endpoint_link_id",
    "endpoint_url",
    "endpoint_uri",
    "locale_id",
    "locale_link_id",
    "profile_uri",
    "profile_uri_link_id",
    "discovery_profile_id",
    "user_token_id",
    "application_uri",
    "product_uri",
    "encoding_mask",
    "locale",
    "text",
    "application_type",
    "gateway_server_uri",
    "discovery_profile_uri",
    "discovery_profile_link_id",
    "cert_size",
    "server_cert",
    "message_security_mode",
    "security_policy_uri",
    "user_token_link_id",
    "transport_profile_uri",
    "security_level",
  ]).map(({ path, columns }) =>
    defineConnectionLog({
      path,
      signature: [],
      columns,
      read(row, report, ends) {
        const isOpen = isOpenMode(row.text("message_security_mode")) || isUnsecured(row.text("security_policy_uri"));
        channel(row, ends, report, isOpen ? ["opcua-none"] : []);
        describe(row, report, ends.resp);
        return null;
      },
    }),
  ),
);

export const OPCUA_LOGS: readonly ZeekLog[] = [...openChannel, ...createSession, ...endpoints];
