import { createHash, randomUUID } from "node:crypto";
import { insertEvidence } from "@/lib/db/evidence/evidence";
import { insertFlows } from "@/lib/db/flows/flow";
import { insertDecisions } from "@/lib/db/inventory/decision";
import { ensureRealm } from "@/lib/db/sites/realm";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { putZone } from "@/lib/db/zones/zone";
import type { Flow } from "@/lib/domain/flow/flow";
import type { Observation } from "@/lib/domain/observation";
import { NO_RULES, UNKNOWN_NATURE } from "@/lib/domain/zone/zone";
import { rebuildInventory } from "@/lib/services/inventory/rebuild-inventory";
import { identity, minute, service, sighting } from "./builders";

/** Names that try to be something else than text, wherever they are shown. */
export const HOSTILE_NAMES = ['=HYPERLINK("http://evil.example","x")', "<script>alert(1)</script>", "%_\\' or 1=1 --"];

const VENDORS = ["Siemens", "Rockwell Automation", "siemens", "Axis", null];
const ROLES = ["plc", "hmi", "camera", null];
const PROTOCOLS = ["modbus", "s7comm", "telnet", "http"];

export interface SeededInventory {
  readonly siteId: string;
  readonly realmId: string;
  readonly zoneIds: { readonly cell: string; readonly hall: string };
  readonly contentId: number;
}

/**
 * A small inventory through the real rebuild: `count` devices in the realms "core" (two zones and no zone) and "cell"
 * (the same addresses once more), with gaps in every column, equal values, and hostile names.
 */
export async function seedInventory(count = 60): Promise<SeededInventory> {
  return withTransaction(async (tx) => {
    const { siteId, realmId } = await ensureRealm(tx, "North plant", "core");
    const cell = await ensureRealm(tx, "North plant", "cell");
    const zoneIds = { cell: randomUUID(), hall: randomUUID() };
    const zone = { siteId, description: "", owner: null, vlans: [] };
    const rule = (cidr: string) => [{ realm: realmId, cidr }];
    await putZone(tx, {
      ...NO_RULES,
      ...UNKNOWN_NATURE,
      ...zone,
      id: zoneIds.cell,
      name: "Cell 3",
      purdueLevel: 1,
      criticality: 4,
      cidrs: rule("10.1.1.0/24"),
    });
    await putZone(tx, {
      ...NO_RULES,
      ...UNKNOWN_NATURE,
      ...zone,
      id: zoneIds.hall,
      name: "Hall",
      purdueLevel: 3.5,
      criticality: 2,
      cidrs: rule("10.1.2.0/24"),
    });

    const contentId = await insertContent(tx, realmId, "core.pcap");
    const devices = Array.from({ length: count }, (_, index) => deviceAt(index));
    await insertEvidence(
      tx,
      contentId,
      0,
      devices.flatMap((it) => it.observations),
    );
    await insertFlows(tx, contentId, 0, flowsBetween(devices.map((it) => it.ip)));
    const other = await insertContent(tx, cell.realmId, "cell.pcap");
    await insertEvidence(
      tx,
      other,
      0,
      devices.slice(0, 5).flatMap((it) => it.observations),
    );
    await insertDecisions(
      tx,
      devices.flatMap(({ mac }, index) =>
        index % 3 === 0
          ? {
              decision: {
                kind: "state" as const,
                id: randomUUID(),
                actor: "anna",
                atUs: minute(1_000),
                reason: "known since the commissioning",
                anchor: { kind: "mac" as const, realm: realmId, value: mac },
                state: "sanctioned" as const,
                expiresAtUs: null,
              },
              userId: null,
              deviceId: randomUUID(),
            }
          : [],
      ),
    );
    await rebuildInventory(tx);
    return { siteId, realmId, zoneIds, contentId };
  });
}

/** One more capture of the realm, with flows of devices that are there. */
export async function insertCapture(tx: Sql, realmId: string, fileName: string, flows: readonly Flow[]): Promise<void> {
  await insertFlows(tx, await insertContent(tx, realmId, fileName), 0, flows);
}

async function insertContent(tx: Sql, realmId: string, fileName: string): Promise<number> {
  const sha256 = createHash("sha256").update(fileName).digest("hex");
  const [row] = await tx.query<{ id: number }>(
    `insert into source_content (realm_id, sha256, file_name, format, is_complete, known_at)
     values ($1, $2, $3, 'pcap', true, now()) returning id`,
    [realmId, sha256, fileName],
  );
  return (row as { id: number }).id;
}

function deviceAt(index: number): { mac: string; ip: string; observations: Observation[] } {
  const [high, low] = [index >> 8, index & 0xff].map((byte) => byte.toString(16).padStart(2, "0"));
  const mac = `00:1b:1b:00:${high}:${low}`;
  const ip =
    index < 250 ? `10.1.${1 + (index % 3)}.${index + 1}` : `10.2.${Math.floor(index / 250)}.${1 + (index % 250)}`;
  const vendor = VENDORS[index % VENDORS.length] ?? null;
  const role = ROLES[index % ROLES.length] ?? null;
  const name = index % 4 === 3 ? null : (HOSTILE_NAMES[index] ?? `device-${index % 7}`);
  const at = index % 5 === 4 ? null : index % 11;
  const subject = { mac, ip };
  return {
    mac,
    ip,
    observations: [
      sighting(mac, ip, { at, position: index + 1 }),
      ...(vendor ? [identity(subject, "vendor", vendor, { at, position: index + 1 })] : []),
      ...(role ? [identity(subject, "role", role, { at, position: index + 1, inferred: index % 2 === 0 })] : []),
      ...(name ? [identity(subject, "name", name, { at, position: index + 1 })] : []),
      service(subject, 500 + (index % 4), PROTOCOLS[index % PROTOCOLS.length] as string, { at, position: index + 1 }),
      ...(index % 6 === 0 ? [service(subject, 80, "http", { at, position: index + 1, evidence: "port-only" })] : []),
    ],
  };
}

function flowsBetween(ips: readonly string[]): Flow[] {
  const flow = (from: string, to: string, position: number, changes: Partial<Flow> = {}): Flow => ({
    initiator: { ip: from, mac: null },
    responder: { ip: to, mac: null },
    transport: "tcp",
    port: 502,
    protocol: "modbus",
    evidence: "payload",
    vlan: null,
    packets: 10 + position,
    bytes: 1_000 + position,
    packetsFromResponder: 5,
    bytesFromResponder: 500,
    firstSeenUs: minute(position),
    lastSeenUs: position % 4 === 0 ? null : minute(position % 9),
    position,
    operations: position % 2 === 0 ? { read: 3, write: 1 } : { read: 2 },
    operationPositions: { read: position },
    peerName: null,
    peerNameFrom: null,
    ...changes,
  });
  const pairs = ips.slice(1).map((ip, index) => flow(ips[0] as string, ip, index + 1));
  const outside = { port: 443, protocol: "tls", peerName: "update.example.com", operations: {} };
  const layer2 = {
    initiator: { ip: null, mac: "00:1b:1b:00:00:01" },
    responder: { ip: null, mac: "01:80:c2:00:00:0e" },
  };
  return [
    ...pairs,
    flow(ips[1] as string, "198.51.100.7", 900, outside),
    // Nobody answers there, but it lies in the zone "Cell 3".
    flow(ips[2] as string, "10.1.1.250", 901, { packetsFromResponder: 0 }),
    flow(ips[1] as string, "239.1.2.3", 902, { transport: "udp", port: 5353, protocol: "mdns", operations: {} }),
    { ...flow("", "", 903, { transport: "ethernet", port: null, protocol: "lldp", operations: {} }), ...layer2 },
  ];
}
