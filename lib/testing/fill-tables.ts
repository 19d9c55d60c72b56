import type { Client } from "pg";

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
  readonly choices: string[] | null;
}

interface Reference {
  readonly table: string;
  readonly columns: string[];
  readonly parent: string;
  readonly parentColumns: string[];
}

const COLUMNS = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
         a.attnotnull and not a.atthasdef and a.attidentity = '' as "isNeeded",
         (select array_agg(enumlabel::text order by enumsortorder) from pg_enum where enumtypid = a.atttypid) as choices
    from pg_class c join pg_attribute a on a.attrelid = c.oid
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
   order by c.relname, a.attnum`;

const REFERENCES = `
  select c.conrelid::regclass::text as "table", c.confrelid::regclass::text as parent,
         array(select attname::text from unnest(c.conkey) with ordinality k(n, i) join pg_attribute on attrelid = c.conrelid and attnum = n order by i) as columns,
         array(select attname::text from unnest(c.confkey) with ordinality k(n, i) join pg_attribute on attrelid = c.confrelid and attnum = n order by i) as "parentColumns"
    from pg_constraint c where c.contype = 'f' and c.conparentid = 0 and c.connamespace = 'public'::regnamespace`;

/**
 * Puts two rows into every table of the schema, as it stands: one with the fields that it needs, one with all of them.
 * What refers to another table's row refers to one. Returns the tables, and those that would not take a row, with why.
 * `round` tells the rows of one call from those of another.
 */
export async function fillTables(
  client: Client,
  round: number,
): Promise<{ tables: string[]; refused: Map<string, string> }> {
  const columns = (await client.query<Column>(COLUMNS)).rows;
  const references = (await client.query<Reference>(REFERENCES)).rows;
  const refused = new Map<string, string>();
  const tables = parentsFirst([...new Set(columns.map((it) => it.table))], references);
  for (const table of tables) {
    for (const isWhole of [false, true]) {
      const said = await insertRow(
        client,
        table,
        columns.filter((it) => it.table === table && (isWhole || it.isNeeded)),
        references.filter((it) => it.table === table),
        round * 2 + Number(isWhole),
      );
      if (said !== null) refused.set(table, said);
    }
  }
  return { tables, refused };
}

async function insertRow(
  client: Client,
  table: string,
  columns: readonly Column[],
  references: readonly Reference[],
  number: number,
): Promise<string | null> {
  const values = new Map(columns.map((it) => [it.name, sampleValue(it, number)]));
  for (const { columns: own, parent, parentColumns } of references) {
    if (!own.some((it) => values.has(it))) continue;
    const { rows } = await client.query(
      `select ${parentColumns.map((it) => `"${it}"::text`).join(", ")} from "${parent}" order by random() limit 1`,
    );
    for (const [at, name] of own.entries()) values.set(name, rows[0]?.[parentColumns[at] as string] ?? null);
  }
  const names = [...values.keys()].map((it) => `"${it}"`);
  const places = names.map((_, at) => `$${at + 1}`);
  const what = names.length === 0 ? "default values" : `(${names.join(", ")}) values (${places.join(", ")})`;
  await client.query("savepoint filling");
  try {
    await client.query(`insert into "${table}" ${what} on conflict do nothing`, [...values.values()]);
    await client.query("release savepoint filling");
    return null;
  } catch (error) {
    await client.query("rollback to savepoint filling");
    return (error as Error).message;
  }
}

function parentsFirst(tables: readonly string[], references: readonly Reference[]): string[] {
  const ordered = new Set<string>();
  const visit = (table: string, path: readonly string[]): void => {
    if (ordered.has(table) || path.includes(table)) return;
    for (const it of references) if (it.table === table) visit(it.parent, [...path, table]);
    ordered.add(table);
  };
  for (const table of tables) visit(table, []);
  return [...ordered];
}

/** One value of the type, another for every number where the type has so many. */
function sampleValue({ name, type, choices }: Column, number: number): string {
  if (choices) return choices[number % choices.length] as string;
  if (type.endsWith("[]")) return "{}";
  if (type === "uuid") return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  if (type === "boolean") return "false";
  if (/^json/.test(type)) return "{}";
  if (/^timestamp|^date/.test(type)) return new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toISOString();
  if (/int|numeric|real|double/.test(type)) return String(number);
  if (type === "inet" || type === "cidr") return `10.0.0.${number % 250}`;
  if (type === "bytea") return "\\x00";
  return `${name} ${number}`;
}
