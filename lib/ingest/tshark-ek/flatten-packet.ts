import { EkPacket } from "./ek-packet";

type Json = Readonly<Record<string, unknown>>;

/** Bounds of what is taken of one packet: trees of dissectors are as deep and wide as their input makes them. */
const MAX_DEPTH = 32;
const MAX_FIELDS = 20_000;
const MAX_VALUES = 64;
/** `-x` and `-T jsonraw` print the bytes of each layer and each field beside it: the former are kept. */
const RAW = /_raw$/;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One packet of `tshark -T json` ("ip": { "ip.src": … }, trees in trees) in the form of `-T ek`; null when it is none. */
export function flattenPacket(text: string): EkPacket | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const source = isObject(json) ? json._source : null;
  const layers = isObject(source) ? source.layers : null;
  if (!isObject(layers)) return null;
  const flat: Record<string, unknown> = {};
  let fields = 0;
  const collect = (layer: string, tree: unknown, into: Map<string, string[]>, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (Array.isArray(tree)) {
      for (const it of tree) collect(layer, it, into, depth + 1);
      return;
    }
    if (!isObject(tree)) return;
    for (const [name, value] of Object.entries(tree)) {
      fields += 1;
      if (fields > MAX_FIELDS) return;
      if (RAW.test(name)) continue;
      const leaves = (Array.isArray(value) ? value : [value]).filter((it) => typeof it === "string");
      if (leaves.length > 0) {
        const key = `${layer}_${name.replace(/[.-]/g, "_")}`;
        const known = into.get(key) ?? [];
        into.set(key, [...known, ...leaves].slice(0, MAX_VALUES));
      }
      collect(layer, value, into, depth + 1);
    }
  };
  for (const [name, tree] of Object.entries(layers)) {
    const layer = name.replace(/[.-]/g, "_");
    if (RAW.test(name)) {
      flat[layer] = tree;
      continue;
    }
    const values = new Map<string, string[]>();
    collect(layer, tree, values, 0);
    flat[layer] = Object.fromEntries(values);
  }
  return new EkPacket({ layers: flat });
}
