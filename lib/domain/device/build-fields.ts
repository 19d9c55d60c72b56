import { isLocalMac, isVirtualRouterMac } from "../address";
import { type Evidence, IDENTITY_FIELDS, type IdentityField, type IdentityObservation } from "../observation";
import { chooseField } from "./choose-field";
import { compareEvidence } from "./citation";
import { compareText } from "./compare-text";
import type { PinDecision } from "./decision";
import type { DeviceChild, DeviceField } from "./device";
import type { Endpoint } from "./endpoint";
import { foldClaims } from "./fold-claims";

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

/** What follows from the endpoint itself: the maker of its card, and that it routes for others. */
export function concludedOf(endpoint: Endpoint, macVendor: (mac: string) => string | null): Evidence[] {
  const { mac, evidence } = endpoint;
  const first = [...evidence].sort(compareEvidence)[0];
  if (mac === null || !first) return [];
  const conclude = (field: IdentityField, value: string, protocol: string): Evidence => {
    const { position, firstSeenUs, lastSeenUs } = first.observation;
    const observation: IdentityObservation = {
      kind: "identity",
      subject: { mac, ip: null, child: null },
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
    return { origin: first.origin, observation };
  };
  const vendor = isLocalMac(mac) || isVirtualRouterMac(mac) ? null : macVendor(mac);
  return [
    ...(vendor === null ? [] : [conclude("vendor", vendor, "oui")]),
    ...(endpoint.isCarrier ? [conclude("role", "router", "traffic of hosts behind it")] : []),
  ];
}
