import { type PlantDevice, UNSEEN_SEGMENTS, ZONES } from "./plant";

const HEADERS = ["Name", "IP address", "MAC address", "Vendor", "Model", "Serial number", "Role", "Owner", "Zone"];

const OWNERS: Readonly<Record<string, string>> = {
  Enterprise: "Office IT",
  DMZ: "Office IT",
  Operations: "Automation",
  Supervision: "Automation",
  "Water treatment": "Automation",
  Building: "Facility management",
  "Cell A": "Packaging",
  "Cell B": "Packaging",
};

const cell = (value: string) => (/[",;\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/**
 * The list that the plant's people keep (CSV, RFC 4180). Machines with leased addresses stand in it by their card,
 * stations behind the router by their address, and those of several networks with a row for each of their cards.
 */
export function approvedList(devices: readonly PlantDevice[]): string {
  const rows = devices
    .filter(({ isApproved }) => isApproved)
    .flatMap((device) => [device, ...cardsBeside(device).map(({ ip, mac }) => ({ ...device, ip, mac }))])
    .map(rowOf);
  return [HEADERS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

const cardsBeside = ({ otherCards = [] }: PlantDevice) =>
  otherCards.filter(({ segment }) => !UNSEEN_SEGMENTS.includes(segment));

function rowOf(device: PlantDevice): string[] {
  const zone = ZONES.find(({ segments }) => segments.includes(device.segment))?.name ?? "";
  const isBehindRouter = device.segment === "remote";
  const isLeased = device.segment === "enterprise" && device.role === "workstation";
  return [
    device.name,
    isLeased ? "" : device.ip,
    isBehindRouter ? "" : device.mac,
    device.vendor ?? "",
    device.model ?? "",
    device.serial ?? "",
    device.role,
    OWNERS[zone] ?? "",
    zone,
  ];
}
