/** nmap's device types (nmap-service-probes, "Device types") in our role words; types that say nothing are left out. */
const ROLES: ReadonlyMap<string, string> = new Map([
  ["router", "router"],
  ["broadband router", "router"],
  ["firewall", "firewall"],
  ["switch", "switch"],
  ["bridge", "bridge"],
  ["WAP", "access-point"],
  ["printer", "printer"],
  ["print server", "printer"],
  ["webcam", "camera"],
  ["VoIP phone", "phone"],
  ["phone", "phone"],
  ["storage-misc", "storage"],
  ["power-device", "power-supply"],
  ["terminal server", "terminal-server"],
]);

export function deviceTypeRole(deviceType: string): string | null {
  return ROLES.get(deviceType) ?? null;
}
