import { parseIp, parseMac } from "@/lib/domain/address";
import type { TimeUs } from "@/lib/domain/observation";

type Json = Readonly<Record<string, unknown>>;

/** One packet as `tshark -T ek` prints it (of `-T json`, what flattenPacket makes of it); layers and fields are objects, lists or text, as the dissectors please. */
export class EkPacket {
  private readonly layers: Json;

  constructor(packet: Json) {
    const { layers } = packet;
    this.layers = isObject(layers) ? layers : {};
  }

  /** Bytes of the layer as hexadecimal digits, outermost first, where they are printed (`-x`, `-T jsonraw`). */
  raw(layer: string): string | null {
    const key = `${layer}_raw`;
    const value = Object.hasOwn(this.layers, key) ? this.layers[key] : null;
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === "string" ? first : null;
  }

  /** Name of the outermost layer, in the order in which layers are printed; null when there is none. */
  get firstLayer(): string | null {
    return this.printedLayers[0] ?? null;
  }

  private get printedLayers(): readonly string[] {
    return Object.keys(this.layers).filter((name) => !name.endsWith("_raw") && !NO_LAYERS.has(name));
  }

  /** Values of the field ("ip_ip_src") in every occurrence of the layer, outermost first; text and numbers only. */
  values(layer: string, field: string): readonly string[] {
    const value = Object.hasOwn(this.layers, layer) ? this.layers[layer] : undefined;
    const occurrences = Array.isArray(value) ? value : [value];
    return occurrences.flatMap((it) => (isObject(it) && Object.hasOwn(it, field) ? leaves(it[field]) : []));
  }

  /** The innermost: tunnels put several layers of one kind into a packet. */
  last(layer: string, field: string): string | null {
    return this.values(layer, field).at(-1) ?? null;
  }

  /** Names of the layers in the order of the packet: as the frame lists them, or where it was not printed (`-j`), as they come. */
  get protocols(): readonly string[] {
    const listed = this.last("frame", "frame_frame_protocols");
    return listed === null ? this.printedLayers : listed.split(":").filter((name) => name !== "");
  }

  get timeUs(): TimeUs | null {
    const text = this.last("frame", "frame_frame_time_epoch") ?? "";
    // Since 4.2 the time is a date, to the nanosecond.
    const date = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\d*Z$/.exec(text);
    const parts = date
      ? [text, String(Date.parse(`${date[1]}Z`) / 1_000), date[2]]
      : /^(\d{1,10})(?:\.(\d{1,6}))?/.exec(text);
    if (!parts) return null;
    const us = Number(parts[1]) * 1e6 + Number((parts[2] ?? "").padEnd(6, "0"));
    return us > 0 ? us : null;
  }

  number(layer: string, field: string): number | null {
    const text = this.last(layer, field);
    const value = text === null ? Number.NaN : Number(text);
    return Number.isSafeInteger(value) && value >= 0 ? value : null;
  }

  ip(layer: string, field: string): string | null {
    return parseIp(this.last(layer, field) ?? "");
  }

  mac(layer: string, field: string): string | null {
    return parseMac(this.last(layer, field) ?? "");
  }

  /** Flags are printed as true or "1", by version. */
  flag(layer: string, field: string): boolean {
    return /^(?:true|1)$/i.test(this.last(layer, field) ?? "");
  }
}

/** What is said of the packet, not in it. */
const NO_LAYERS: ReadonlySet<string> = new Set(["frame", "pkt_comment"]);

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.slice(0, 64).flatMap((it) => (Array.isArray(it) ? [] : leaves(it)));
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
}
