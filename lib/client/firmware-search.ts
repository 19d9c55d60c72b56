import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import { FIRMWARE_LISTS } from "@/lib/contracts/choices";

/** The state of the Firmware page in its URL; `q` and `list` are the API's own. */
export const firmwareSearchParsers = {
  q: parseAsString.withDefault(""),
  list: parseAsStringLiteral(FIRMWARE_LISTS).withDefault("all"),
  product: parseAsString,
};
