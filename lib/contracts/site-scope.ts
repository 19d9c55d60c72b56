import { z } from "zod";
import { id } from "./primitives";

/** The part that is looked at, by ids; the same two keys in every list, and in the address of every page that takes them. */
export const siteScope = z.strictObject({ site: id.optional(), realm: id.optional() });
