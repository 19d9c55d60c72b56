import type { CustomFieldDto } from "@/lib/contracts/custom-fields";
import { columnsOf, DEFAULT_COLUMNS } from "./columns";

export const COLUMNS_COOKIE = "device-columns";
const YEAR_S = 31_536_000;

/** A cookie, so that the first paint already has the chosen columns. */
export function rememberColumns(ids: readonly string[]): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it for the first paint
  document.cookie = `${COLUMNS_COOKIE}=${ids.join(".")}; path=/devices; max-age=${YEAR_S}; samesite=lax`;
}

/** Columns of the cookie; the first choice when there is none or nothing known stands in it. */
export function rememberedColumns(cookie: string | undefined, fields: readonly CustomFieldDto[]): readonly string[] {
  const known = columnsOf(cookie?.split(".") ?? [], fields).map((it) => it.id);
  return known.length > 0 ? known : DEFAULT_COLUMNS;
}
