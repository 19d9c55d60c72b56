import { AppError } from "@/lib/domain/errors";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { pushAll } from "@/lib/domain/long-lists";
import type { Match } from "@/lib/protocols/define-decoder";
import { DiscoveryDraft } from "../collect/discovery-draft";
import { MAX_LIST_BYTES } from "../csv/csv-importer";
import {
  type CellFaults,
  type DeclaredCard,
  type DeclaredCells,
  declareDevice,
  faultSentences,
  NO_FAULTS,
} from "../csv/declare-device";
import { ListedApprovals } from "../csv/listed-approvals";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { type NetboxRecord, readNetboxRecord } from "./netbox-record";

type Device = Extract<NetboxRecord, { kind: "device" }>;
/** Cards by what the export calls them; under null, what it gives to no card of the device. */
type Parts = Map<string | null, { mac: string | null; readonly ips: string[] }>;

/** A record is one object of the API; positions are numbers of objects. The whole list is held while it is read. */
class NetboxParser implements ImportParser {
  records = 0;
  private bytes = 0;
  private readonly chunks: Uint8Array[] = [];
  private readonly draft: DiscoveryDraft;
  private readonly approvals: ListedApprovals;
  private readonly faults: CellFaults = { ...NO_FAULTS };

  constructor(options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
    this.approvals = new ListedApprovals(options.limits.maxEndpoints);
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.bytes > MAX_LIST_BYTES) {
      throw new AppError("too-large", "The NetBox export is larger than 32 MiB. Export site by site.");
    }
    this.chunks.push(chunk.slice());
  }

  finish(): DiscoveryResult {
    const objects = objectsOf(Buffer.concat(this.chunks).toString("utf8"));
    this.chunks.length = 0;
    const devices: { readonly device: Device; readonly position: number }[] = [];
    const parts = new Map<string, Parts>();
    const { ledger } = this.draft;
    objects.forEach((value, at) => {
      this.records += 1;
      const record = readNetboxRecord(value);
      if (record.kind === "other") ledger.count("ignored", "the object is no device, interface or address", at + 1);
      else if (record.kind === "left-out") ledger.count("ignored", record.reason, at + 1);
      else if (record.kind === "device") devices.push({ device: record, position: at + 1 });
      else {
        ledger.countParsed();
        addPart(parts, record);
      }
    });
    for (const { device, position } of devices) this.declare(device, position, parts.get(device.key));
    pushAll(this.draft.warnings, faultSentences(this.faults));
    pushAll(this.draft.warnings, this.approvals.warnings());
    return this.draft.finish({ format: "netbox", bytes: this.bytes, approvals: this.approvals.kept });
  }

  private declare({ cells, isLeaving }: Device, position: number, parts: Parts | undefined): void {
    const { ledger } = this.draft;
    if (isLeaving) {
      ledger.count("ignored", "NetBox says that the device is being decommissioned", position);
      return;
    }
    const source = { protocol: "netbox", position };
    const cards = parts ? [...parts.values()] : [];
    const approval = declareDevice(withCards(cells, cards), source, this.draft, this.faults, cards);
    if (!approval) {
      ledger.count("ignored", "neither the device nor its interfaces have an address in the export", position);
      return;
    }
    ledger.countParsed();
    this.approvals.add(approval);
  }
}

function addPart(parts: Map<string, Parts>, { key, card, mac, ip }: Extract<NetboxRecord, { kind: "part" }>): void {
  const own: Parts = parts.get(key) ?? new Map();
  parts.set(key, own);
  // A card without a name of its own is one for itself.
  const name = card ?? (mac === null ? null : `mac ${mac}`);
  const known = own.get(name) ?? { mac: null, ips: [] };
  own.set(name, known);
  known.mac ??= mac;
  if (ip !== null) known.ips.push(ip);
}

/** What the interfaces say is said of the device; its primary address stays the first. */
function withCards(cells: DeclaredCells, cards: readonly DeclaredCard[]): DeclaredCells {
  if (cards.length === 0) return cells;
  const stated = [...(cells.ip?.split(" ") ?? []), ...cards.flatMap(({ ips }) => ips)];
  const ips = [...new Set(stated)].filter((it) => it !== "");
  const macs = [...new Set(cards.flatMap(({ mac }) => mac ?? []))];
  return {
    ...cells,
    ...(ips.length > 0 ? { ip: ips.join(" ") } : {}),
    ...(macs.length > 0 ? { mac: macs.join(" ") } : {}),
  };
}

/** One answer of the API with its `results`, a list of objects, or a list of answers. Throws when it is no JSON. */
function objectsOf(text: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new AppError("damaged-file", "The NetBox export is no whole JSON document. Export it again.");
  }
  return (Array.isArray(value) ? value : [value]).flatMap((it: unknown) => {
    const results = typeof it === "object" && it !== null && "results" in it ? it.results : null;
    return Array.isArray(results) ? results : [it];
  });
}

/**
 * How an answer of NetBox's GraphQL begins. Its fields are whatever was asked for, so that the addresses may be missing:
 * it is refused with a word on what to ask for instead, not read in part.
 */
export const NETBOX_GRAPHQL =
  /^\ufeff?\s*\{\s*"data"\s*:\s*\{\s*"(?:device|virtual_machine|interface|vm_interface|ip_address|mac_address)(?:_list)?"\s*:/;

/** Objects of NetBox's API name their own address, or have the keys of its devices. */
function recogniseNetbox(head: Uint8Array): Match {
  const text = new TextDecoder().decode(head);
  if (!/^\ufeff?\s*[[{]/.test(text)) return "no";
  if (NETBOX_GRAPHQL.test(text)) return "no";
  const isApi = /"url"\s*:\s*"[^"]*\/api\/(?:dcim|ipam|virtualization)\//.test(text);
  const isDevice = /"device_type"\s*:\s*\{/.test(text) && /"(?:device_)?role"\s*:/.test(text);
  return isApi || isDevice ? "certain" : "no";
}

/** An inventory of record from NetBox: what it lists is approved. */
export const netboxImporter: Importer = {
  name: "netbox",
  title: "Approved list (NetBox, JSON)",
  recognise: (head) => recogniseNetbox(head),
  open: (options) => new NetboxParser(options),
};
