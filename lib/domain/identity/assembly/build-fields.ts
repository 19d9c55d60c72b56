import { isLocalMac, isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import type { PinDecision } from "../../device/decision";
import type { DeviceChild, DeviceField } from "../../device/device";
import { type Evidence, IDENTITY_FIELDS, type IdentityField, type IdentityObservation } from "../../observation";
import type { Endpoint } from "../endpoints/endpoint";
import { chooseField } from "../values/choose-field";
import { compareEvidence } from "../values/citation";
import { foldClaims } from "../values/fold-claims";
import { readTexts, type TextReader } from "../values/read-text";
import { roleOfProduct } from "../values/role-of-product";

/** Children kept per device: a Modbus gateway has 247 units, a BACnet router some hundred devices. */
const MAX_CHILDREN = 1000;

type Fields = Partial<Record<IdentityField, DeviceField>>;

export function buildFields(evidence: readonly Evidence[], pins: ReadonlyMap<string, PinDecision>): Fields {
  const claims = foldClaims(evidence);
  const fields: Fields = {};
  for (const field of IDENTITY_FIELDS) {
    const chosen = chooseField(field, claims.get(field) ?? [], pins.get(field) ?? null);
    if (chosen) fields[field] = chosen;
  }
  return fields;
}

/** What was said of devices behind the endpoint, and of modules in its rack. */
export function buildChildren(evidence: readonly Evidence[]): DeviceChild[] {
  const groups = new Map<string, Evidence[]>();
  for (const item of evidence) {
    const { child } = item.observation.subject;
    if (child === null) continue;
    const group = groups.get(child);
    if (group) group.push(item);
    else if (groups.size < MAX_CHILDREN) groups.set(child, [item]);
  }
  return [...groups]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([address, items]) => ({ address, fields: buildFields(items, new Map()) }));
}

/** What follows from the endpoint itself: the maker of its card, that it routes for others, what its product is for. */
export function concludedOf(
  endpoint: Endpoint,
  macVendor: (mac: string) => string | null,
  readText?: TextReader,
): Evidence[] {
  const { mac, evidence } = endpoint;
  const vendor = mac === null || isLocalMac(mac) || isVirtualRouterMac(mac) ? null : macVendor(mac);
  const product = productRole(evidence);
  const isVirtual = mac !== null && isVirtualRouterMac(mac);
  const texts = readText ? readTexts(evidence, readText) : [];
  if (vendor === null && product === null && texts.length === 0 && !endpoint.isCarrier && !isVirtual) return [];
  const first = [...evidence].sort(compareEvidence)[0] as Evidence;
  return [
    ...(vendor === null ? [] : [conclude(first, "vendor", vendor, "oui")]),
    ...(endpoint.isCarrier ? [conclude(first, "role", "router", "traffic of hosts behind it")] : []),
    ...(isVirtual ? [conclude(first, "role", "virtual-router", "the MAC of a redundant pair")] : []),
    ...(product === null ? [] : [conclude(product.item, "role", product.role, "its product name")]),
    ...texts.map(({ item, field, value, source }) => conclude(item, field, value, source)),
  ];
}

function conclude(from: Evidence, field: IdentityField, value: string, protocol: string): Evidence {
  const { subject, position, firstSeenUs, lastSeenUs } = from.observation;
  const observation: IdentityObservation = {
    kind: "identity",
    subject,
    protocol,
    method: "passive",
    position,
    firstSeenUs,
    lastSeenUs,
    count: 1,
    field,
    value,
    inferred: true,
  };
  return { origin: from.origin, observation };
}

const PRODUCT_FIELDS: readonly IdentityField[] = ["model", "orderNumber", "description"];

/** By the most telling field first, then by the first place it was read at. */
function productRole(evidence: readonly Evidence[]): { readonly item: Evidence; readonly role: string } | null {
  let best: { item: Evidence; role: string; rank: number } | null = null;
  for (const item of evidence) {
    const o = item.observation;
    if (o.kind !== "identity" || o.subject.child !== null) continue;
    const rank = PRODUCT_FIELDS.indexOf(o.field);
    const role = rank < 0 ? null : roleOfProduct(o.value);
    if (role === null) continue;
    const order =
      best === null ? -1 : rank - best.rank || compareEvidence(item, best.item) || compareText(role, best.role);
    if (order < 0) best = { item, role, rank };
  }
  return best;
}
