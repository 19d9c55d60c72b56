/** Zeek's own log form: tab-separated with a header that names fields and types (Zeek manual, "Log formats"). */
export interface ZeekTable {
  readonly path: string;
  /** "name type" */
  readonly fields: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

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
