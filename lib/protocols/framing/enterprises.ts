/**
 * Makers by IANA private enterprise number (the first arc of a sysObjectID under 1.3.6.1.4.1, the vendor id of CAPWAP):
 * those met on plant and office networks. Source: IANA Private Enterprise Numbers registry. Agents that are software (net-snmp 8072, Microsoft
 * 311) are absent: they say nothing about the device.
 */
const ENTERPRISES: ReadonlyMap<number, string> = new Map([
  [2, "IBM"],
  [9, "Cisco"],
  [11, "Hewlett-Packard"],
  [43, "3Com"],
  [95, "Rockwell Automation"],
  [171, "D-Link"],
  [207, "Allied Telesis"],
  [236, "Samsung"],
  [244, "Lantronix"],
  [248, "Hirschmann"],
  [253, "Xerox"],
  [318, "American Power Conversion"],
  [332, "Digi International"],
  [343, "Intel"],
  [367, "Ricoh"],
  [368, "Axis"],
  [409, "Mitsubishi Electric"],
  [476, "Vertiv"],
  [534, "Eaton"],
  [641, "Lexmark"],
  [674, "Dell"],
  [705, "MGE UPS Systems"],
  [890, "Zyxel"],
  [908, "ABB"],
  [1248, "Epson"],
  [1347, "Kyocera"],
  [1602, "Canon"],
  [1890, "Red Lion Controls"],
  [1916, "Extreme Networks"],
  [1991, "Brocade"],
  [2011, "Huawei"],
  [2254, "Delta Electronics"],
  [2435, "Brother"],
  [2604, "Sophos"],
  [2636, "Juniper Networks"],
  [3375, "F5"],
  [3417, "Blue Coat"],
  [3442, "Advantech"],
  [3755, "ATOP"],
  [3833, "Schneider Electric"],
  [3955, "Linksys"],
  [4131, "Tridium"],
  [4196, "Siemens"],
  [4329, "Siemens"],
  [4346, "Phoenix Contact"],
  [4413, "Broadcom"],
  [4526, "Netgear"],
  [5003, "AudioCodes"],
  [5624, "Enterasys"],
  [6302, "Vertiv"],
  [6486, "Alcatel-Lucent Enterprise"],
  [6574, "Synology"],
  [6876, "VMware"],
  [7367, "DrayTek"],
  [7427, "Yokogawa"],
  [8691, "Moxa"],
  [9615, "Danfoss"],
  [9839, "Carel"],
  [10297, "Advantech"],
  [10456, "Planet"],
  [10876, "Supermicro"],
  [11863, "TP-Link"],
  [12356, "Fortinet"],
  [13576, "WAGO"],
  [13742, "Raritan"],
  [14823, "Aruba"],
  [14988, "MikroTik"],
  [15004, "RuggedCom"],
  [16177, "Westermo"],
  [19046, "Lenovo"],
  [24681, "QNAP"],
  [25461, "Palo Alto Networks"],
  [25506, "H3C"],
  [39165, "Hikvision"],
  [41112, "Ubiquiti"],
]);

const PREFIX = "1.3.6.1.4.1.";

/** The maker that holds the number, or null. */
export function makerOfEnterprise(number: number): string | null {
  return ENTERPRISES.get(number) ?? null;
}

/** The maker that a sysObjectID belongs to, or null. */
export function enterpriseOf(sysObjectId: string): string | null {
  if (!sysObjectId.startsWith(PREFIX)) return null;
  return makerOfEnterprise(Number.parseInt(sysObjectId.slice(PREFIX.length), 10));
}
