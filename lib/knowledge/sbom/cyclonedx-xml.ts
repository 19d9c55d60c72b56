import { AppError } from "@/lib/domain/errors";
import { GuardedXml } from "@/lib/domain/xml/guarded-xml";
import type { Json } from "../json-document";

/** Elements that hold a list of the same element, and the JSON member of that list. */
const LISTS: ReadonlyMap<string, string> = new Map([["components", "component"]]);
/** Only these are looked into; everything else of a bill (hashes, evidence, services, signatures) is skipped. */
const KNOWN: ReadonlySet<string> = new Set(
  "bom metadata timestamp component components supplier manufacturer manufacture publisher author name version purl cpe licenses license expression id".split(
    " ",
  ),
);
const CHUNK_BYTES = 1 << 20;

interface Node {
  readonly name: string;
  readonly value: Record<string, Json>;
  readonly isList: boolean;
  readonly list: Json[];
}

/**
 * CycloneDX XML in the shape of CycloneDX JSON, as far as a bill is read.
 * @throws AppError "damaged-file" for XML that breaks off, is broken, or does what no bill needs to do
 */
export function cyclonedxFromXml(bytes: Uint8Array, source: string): Json {
  const stack: Node[] = [];
  let skipped = 0;
  let root: Json = null;
  const xml = new GuardedXml(["bom"], source, {
    open(tag, attributes) {
      const name = localName(tag);
      if (skipped > 0 || !KNOWN.has(name)) {
        skipped++;
        return;
      }
      const value: Record<string, Json> = Object.create(null);
      for (const key of ["type", "bom-ref", "serialNumber", "version"]) {
        if (attributes[key] !== undefined) value[key] = attributes[key];
      }
      if (name === "bom") value.specVersion = /bom\/(\d+\.\d+)$/.exec(attributes.xmlns ?? "")?.[1] ?? null;
      stack.push({ name, value, isList: LISTS.has(name) || name === "licenses", list: [] });
    },
    close(_tag, text) {
      if (skipped > 0) {
        skipped--;
        return;
      }
      const node = stack.pop();
      if (!node) return;
      const parent = stack[stack.length - 1];
      const value = jsonOf(node, text);
      if (!parent) root = value;
      else if (parent.isList) parent.list.push(parent.name === "licenses" ? { [node.name]: value } : value);
      else parent.value[node.name] = value;
    },
  });
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) xml.push(bytes.subarray(at, at + CHUNK_BYTES));
  const { isComplete, fault } = xml.finish();
  if (fault !== null) throw new AppError("damaged-file", `${source} is broken XML: ${fault}`);
  if (!isComplete) throw new AppError("damaged-file", `${source} breaks off before its end.`);
  return root;
}

const localName = (tag: string) => tag.slice(tag.indexOf(":") + 1);

/** A leaf is its text; "version" of a component is text, too, while "supplier" is an object with a name. */
function jsonOf({ value, isList, list }: Node, text: string): Json {
  if (isList) return list;
  return Object.keys(value).length > 0 ? value : text.trim();
}
