import type { Claim, Device, DeviceField } from "@/lib/domain/device/device";
import type { Flow } from "@/lib/domain/flow/flow";
import { summariseUnconfirmed } from "@/lib/domain/identity/endpoints/summarise-unconfirmed";
import type { PassingInventory } from "@/lib/domain/identity/resolve";
import type { ResolvedFile } from "@/lib/domain/identity/resolve-sources";
import { isoTime } from "@/lib/domain/iso-time";
import type { IdentityField } from "@/lib/domain/observation";
import { SHIPPED_REMOTE_ACCESS } from "@/lib/domain/service/remote-access-tools";

export interface FailedFile {
  readonly file: string;
  readonly error: string;
}

/** One value that somebody stated; `frame` is the frame, line or host number in `file`. */
interface ClaimDocument {
  readonly value: string;
  readonly protocol: string;
  /** Null for what a table says of an address. */
  readonly frame: number | null;
  readonly file?: string;
  readonly inferred?: true;
  /** Stated of a device behind this one, in its protocol's words. */
  readonly child?: string;
}

/** The document of `inspect --json`, its long lists one by one as they are asked for: see printJsonInPieces. */
export function inspectDocument(
  files: readonly ResolvedFile[],
  failed: readonly FailedFile[],
  inventory: PassingInventory,
) {
  return {
    files: files.map(fileDocument),
    failed,
    hosts: mapped(inventory.hosts, ({ ip, macs, link }) => ({ ip, macs: link === "on-link" ? macs : [], link })),
    devices: mapped(inventory.devices, ({ device }) => deviceDocument(device)),
    unconfirmed: summariseUnconfirmed(inventory.unconfirmed).map(({ reason, count, examples }) => ({
      reason,
      count,
      examples,
    })),
    flows: flowDocuments(files),
  };
}

function* mapped<Item, Result>(items: Iterable<Item>, toResult: (item: Item) => Result): Generator<Result> {
  for (const item of items) yield toResult(item);
}

function* flowDocuments(files: readonly ResolvedFile[]) {
  for (const { result } of files) for (const flow of result.flows) if (isHostFlow(flow)) yield flowDocument(flow);
}

function fileDocument({ file, sha256, result }: ResolvedFile) {
  const { ledger } = result;
  return {
    file,
    ...(sha256 === null ? {} : { sha256 }),
    format: result.format,
    linkType: result.linkTypes[0] ?? null,
    linkTypes: result.linkTypes,
    packets: result.records,
    bytes: result.bytes,
    firstSeen: isoTime(result.firstSeenUs),
    lastSeen: isoTime(result.lastSeenUs),
    ledger: {
      decoded: ledger.parsed,
      ignored: ledger.ignored,
      truncated: ledger.truncated,
      malformed: ledger.malformed,
      reasons: Object.fromEntries(ledger.reasons.map(({ reason, count }) => [reason, count])),
    },
    warnings: result.warnings,
  };
}

function deviceDocument(device: Device) {
  return {
    id: device.id,
    ips: [...new Set(device.interfaces.flatMap(({ addresses }) => addresses.map(({ ip }) => ip)))],
    macs: device.interfaces.flatMap(({ mac }) => (mac === null ? [] : [mac])),
    identity: identityDocument(device),
    services: device.services.map(({ transport, port, protocol, evidence, product, version, flags }) => ({
      transport,
      port,
      protocol,
      evidence,
      product,
      version,
      flags,
    })),
    conflicts: device.conflicts.map(({ kind, summary }) => ({ kind, summary })),
    firstSeen: isoTime(device.firstSeenUs),
    lastSeen: isoTime(device.lastSeenUs),
  };
}

/**
 * Order numbers are what catalogues call a model, place and contact describe the device: they stand under their own
 * names and under those that every reader of the document knows.
 */
const ALSO_AS: Readonly<Partial<Record<string, string>>> = {
  orderNumber: "model",
  location: "description",
  owner: "description",
};

function identityDocument(device: Device): Record<string, ClaimDocument[]> {
  const identity: Record<string, ClaimDocument[]> = {};
  const add = (field: string, claims: readonly ClaimDocument[]) => {
    if (claims.length === 0) return;
    identity[field] ??= [];
    identity[field].push(...claims);
  };
  const addFields = (fields: Readonly<Partial<Record<IdentityField, DeviceField>>>, child?: string) => {
    for (const [name, field] of Object.entries(fields)) {
      const claims = claimsOf(field).map((claim) => claimDocument(claim, child));
      add(name, claims);
      const also = ALSO_AS[name];
      if (also) add(also, claims);
    }
  };
  addFields(device.fields);
  for (const child of device.children) addFields(child.fields, child.address);
  add("vendor", cardMakers(device));
  return identity;
}

/** Who made a card says little about who made the device, hence "inferred". */
function cardMakers(device: Device): ClaimDocument[] {
  const makers = new Set(device.interfaces.flatMap(({ macVendor }) => (macVendor === null ? [] : [macVendor])));
  return [...makers].map((value) => ({ value, protocol: "oui", frame: null, inferred: true }));
}

function claimsOf(field: DeviceField): Claim[] {
  return [...new Set([field.claim, ...field.agreeing, ...field.dissenting])];
}

function claimDocument(claim: Claim, child: string | undefined): ClaimDocument {
  return {
    value: claim.value,
    protocol: claim.protocol,
    frame: claim.citation.position,
    file: claim.citation.fileName,
    ...(claim.inferred ? { inferred: true } : {}),
    ...(child === undefined ? {} : { child }),
  };
}

/** Layer-2 flows have no address to name their ends by. */
function isHostFlow(flow: Flow): boolean {
  return flow.initiator.ip !== null && flow.responder.ip !== null;
}

function flowDocument(flow: Flow) {
  return {
    initiator: flow.initiator.ip,
    responder: flow.responder.ip,
    transport: flow.transport,
    port: flow.port,
    protocol: flow.protocol,
    // "port-only" is a guess, and an answer of the other end is none: whoever counts protocols has to know.
    evidence: flow.evidence,
    packets: flow.packets,
    bytes: flow.bytes,
    firstSeen: isoTime(flow.firstSeenUs),
    lastSeen: isoTime(flow.lastSeenUs),
    operations: flow.operations,
    remoteAccess: SHIPPED_REMOTE_ACCESS.ofFlow(flow),
  };
}
