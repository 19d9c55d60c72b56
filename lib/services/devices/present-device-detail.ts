import "server-only";
import type { ClaimDto, DeviceDetail, DeviceFieldDto } from "@/lib/contracts/devices";
import type { CitationDto } from "@/lib/contracts/primitives";
import type { Citation, Claim, Conflict, Device, DeviceField } from "@/lib/domain/device/device";
import { IDENTIFIER_STRENGTH, type Identifier, identifierKey } from "@/lib/domain/device/identifier";
import { isoTime } from "@/lib/domain/iso-time";
import { IDENTITY_FIELDS } from "@/lib/domain/observation";
import type { RiskExplanation } from "@/lib/domain/risk/risk";
import { isInsecure, secureAlternativeOf } from "@/lib/domain/service/insecure-services";
import type { RealmWords } from "./realm-words";

/** Turns the inventory's own shapes into the contract's: realm names for ids, ISO times, sentences. */
export function presentCitation(citation: Citation, realms: RealmWords): CitationDto {
  return { ...citation, realm: realms.nameOf(citation.realm) };
}

function presentClaim(claim: Claim, realms: RealmWords): ClaimDto {
  return {
    value: claim.value,
    protocol: claim.protocol,
    mark: claim.inferred ? "inferred" : claim.method,
    citation: presentCitation(claim.citation, realms),
    firstSeenAt: isoTime(claim.firstSeenUs),
    lastSeenAt: isoTime(claim.lastSeenUs),
    count: claim.count,
  };
}

/** Fields in the fixed order of IDENTITY_FIELDS; what nobody stated is not there. */
export function presentFields(fields: Device["fields"], realms: RealmWords): DeviceFieldDto[] {
  return IDENTITY_FIELDS.flatMap((field) => {
    const stated: DeviceField | undefined = fields[field];
    if (!stated) return [];
    return {
      field,
      value: stated.value,
      mark: stated.isPinned ? "pinned" : stated.claim.inferred ? "inferred" : stated.claim.method,
      reason: realms.say(stated.reason),
      claim: presentClaim(stated.claim, realms),
      agreeing: stated.agreeing.map((claim) => presentClaim(claim, realms)),
      dissenting: stated.dissenting.map((claim) => presentClaim(claim, realms)),
      pinDecisionId: stated.pinDecisionId,
    };
  });
}

export function presentInterfaces(device: Device, realms: RealmWords): DeviceDetail["interfaces"] {
  return device.interfaces.map((card) => ({
    mac: card.mac,
    macKind: card.macKind,
    macVendor: card.macVendor,
    realm: realms.nameOf(card.realm),
    vlans: [...card.vlans],
    addresses: card.addresses.map((address) => ({
      ip: address.ip,
      realm: realms.nameOf(address.realm),
      from: isoTime(address.fromUs),
      to: isoTime(address.toUs),
      proof: address.proof,
      citation: presentCitation(address.citation, realms),
    })),
  }));
}

export function presentServices(device: Device, realms: RealmWords): DeviceDetail["services"] {
  return device.services.map((service) => ({
    transport: service.transport,
    port: service.port,
    protocol: service.protocol,
    isInsecure: isInsecure(service),
    isPossible: service.evidence === "port-only",
    evidence: service.evidence,
    product: service.product,
    version: service.version,
    seen: [...service.seen],
    flags: [...service.flags],
    secureAlternative: secureAlternativeOf(service),
    firstSeenAt: isoTime(service.firstSeenUs),
    lastSeenAt: isoTime(service.lastSeenUs),
    citation: presentCitation(service.citation, realms),
  }));
}

const IDENTIFIER_WORDS: Readonly<Record<Identifier["kind"], string>> = {
  serial: "serial number",
  mac: "MAC",
  "local-mac": "local MAC",
  "station-name": "station name",
  "bacnet-instance": "BACnet instance",
  "ssh-host-key": "SSH host key",
  child: "unit",
  hostname: "host name",
  ip: "IP",
};

/** "MAC 00:1b:1b:00:00:05", with its realm; a serial number holds in every realm ("*"). */
export function sayIdentifier(identifier: Identifier, realms: RealmWords): string {
  const { kind, value, realm } = identifier;
  return `${IDENTIFIER_WORDS[kind]} ${value}${realm === "*" ? "" : ` (${realms.nameOf(realm)})`}`;
}

/** All that says which device it is, strongest first. */
export function presentIdentifiers(device: Device, realms: RealmWords): DeviceDetail["identifiers"] {
  return device.identifiers.map((it) => ({
    key: identifierKey(it),
    kind: it.kind,
    text: sayIdentifier(it, realms),
    value: it.value,
    strength: IDENTIFIER_STRENGTH[it.kind],
    isAnchor: identifierKey(it) === identifierKey(device.anchor),
  }));
}

export function presentJoins(device: Device, realms: RealmWords): DeviceDetail["joins"] {
  return device.joins.map((join) => ({
    a: sayIdentifier(join.a, realms),
    b: sayIdentifier(join.b, realms),
    identifierA: identifierKey(join.a),
    identifierB: identifierKey(join.b),
    reason: realms.say(join.reason),
    citation: join.citation && presentCitation(join.citation, realms),
  }));
}

export function presentConflict(conflict: Conflict, realms: RealmWords): DeviceDetail["conflicts"][number] {
  return {
    key: conflict.key,
    kind: conflict.kind,
    summary: realms.say(conflict.summary),
    citations: conflict.citations.map((citation) => presentCitation(citation, realms)),
    parties: conflict.parties.map((it) => ({
      key: identifierKey(it),
      kind: it.kind,
      text: sayIdentifier(it, realms),
    })),
    accepted: conflict.accepted && { ...conflict.accepted },
  };
}

export function presentConflicts(device: Device, realms: RealmWords): DeviceDetail["conflicts"] {
  return device.conflicts.map((conflict) => presentConflict(conflict, realms));
}

export function presentRisk(risk: RiskExplanation, realms: RealmWords): DeviceDetail["risk"] {
  return {
    ...risk,
    waterfall: risk.waterfall.map((row) => ({
      ...row,
      because: realms.say(row.because),
      citation: row.citation && presentCitation(row.citation, realms),
    })),
    counterfactuals: risk.counterfactuals.map((it) => ({ ...it })),
  };
}
