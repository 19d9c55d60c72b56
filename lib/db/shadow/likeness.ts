import "server-only";
import { partsOfGroupKey } from "@/lib/domain/triage/likely-group";
import type { SqlParameters } from "../sql-parameters";

const PROVEN = '@.evidence != "port-only"';

/** `Likeness.proof` out of what lists show of a device. */
export function likenessProof(listed: string): string {
  const isStated = (field: "role" | "vendor") => {
    const mark = `${listed}#>'{marks,${field}}'`;
    return `coalesce((${mark}->'isPinned')::boolean or not (${mark}->'inferred')::boolean, false)`;
  };
  const protocols = `jsonb_path_query_array(${listed}, '$.services[*] ? (${PROVEN}).protocol')`;
  return `jsonb_build_array(${isStated("role")}, ${isStated("vendor")}, ${protocols})::text`;
}

/** That `device d` stands in the group, as `groupKeyOf` says; of a key that is none it holds for no device. */
export function likelyCondition(key: string, parameters: SqlParameters): string {
  const parts = partsOfGroupKey(key);
  const value = parts && parameters.add(parts.value.replaceAll("\u0000", ""));
  if (parts?.kind === "role") return `d.role = ${value}`;
  if (parts?.kind === "vendor") return `(d.role is null and d.vendor = ${value})`;
  if (parts === undefined) return "false";
  const protocol = `jsonb_path_query_first(d.listed, '$.services[*] ? (${PROVEN} && @.protocol != "unknown").protocol') #>> '{}'`;
  return `(d.role is null and d.vendor is null and ${parts ? `${protocol} = ${value}` : `(${protocol}) is null`})`;
}
