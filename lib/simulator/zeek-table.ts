/** Zeek's own log form: tab-separated with a header that names fields and types (Zeek manual, "Log formats"). */
export interface ZeekTable {
  readonly path: string;
  /** "name type" */
  readonly fields: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** How every log begins that tells of connections. */
export const CONNECTION_FIELDS = [
  "ts time",
  "uid string",
  "id.orig_h addr",
  "id.orig_p port",
  "id.resp_h addr",
  "id.resp_p port",
] as const;

/** conn.log, without what a sensor has to be told of the plant. */
export const CONN_FIELDS = [
  ...CONNECTION_FIELDS,
  "proto enum",
  "service string",
  "duration interval",
  "orig_bytes count",
  "resp_bytes count",
  "conn_state string",
  "history string",
  "orig_pkts count",
  "orig_ip_bytes count",
  "resp_pkts count",
  "resp_ip_bytes count",
] as const;

export const DHCP_FIELDS = [
  "ts time",
  "uids set[string]",
  "client_addr addr",
  "server_addr addr",
  "mac string",
  "host_name string",
  "assigned_addr addr",
  "lease_time interval",
  "msg_types vector[string]",
] as const;

export function zeekTsv({ path, fields, rows }: ZeekTable): string {
  const split = fields.map((field) => field.split(" ") as [string, string]);
  const header = [
    "#separator \\x09",
    "#set_separator\t,",
    "#empty_field\t(empty)",
    "#unset_field\t-",
    `#path\t${path}`,
    `#fields\t${split.map(([name]) => name).join("\t")}`,
    `#types\t${split.map(([, type]) => type).join("\t")}`,
  ];
  const lines = rows.map((row) => row.map((value) => (value === null ? "-" : String(value))).join("\t"));
  return `${[...header, ...lines].join("\n")}\n`;
}

/** One JSON object per line, as with LogAscii::use_json; unset fields are left out. */
export function zeekJson({ fields, rows }: ZeekTable): string {
  const names = fields.map((field) => field.split(" ") as [string, string]);
  const lines = rows.map((row) => {
    const entries = names.flatMap(([name, type], index) => {
      const value = row[index];
      if (value === null || value === undefined) return [];
      return [[name, type === "time" ? Number(value) : type === "bool" ? value === "T" : value] as const];
    });
    return JSON.stringify(Object.fromEntries(entries));
  });
  return `${lines.join("\n")}\n`;
}
