import { parseIp } from "../../address";

/**
 * The host's own part of its name: one host says "FIELD-7" to its neighbours, "field-7.corp.example" to the DHCP server
 * and "field-7.local" by multicast. An address in place of a name is kept whole.
 */
export function hostLabel(name: string): string {
  const lower = name.toLowerCase();
  const end = lower.indexOf(".");
  return end <= 0 || parseIp(lower) !== null ? lower : lower.slice(0, end);
}

/** Names that systems come with: whoever has not been given another has it, and none is told from the next by it. */
const OF_THE_SYSTEM: ReadonlySet<string> = new Set([
  "localhost",
  "android",
  "archlinux",
  "armbian",
  "beaglebone",
  "buildroot",
  "centos",
  "debian",
  "dietpi",
  "edgerouter",
  "esp32",
  "esp8266",
  "espressif",
  "fedora",
  "freebsd",
  "ipad",
  "iphone",
  "kali",
  "macbook",
  "mikrotik",
  "odroid",
  "openwrt",
  "pfsense",
  "opnsense",
  "raspberry",
  "raspberrypi",
  "raspbian",
  "ubuntu",
  "ubnt",
  "vyos",
]);

/**
 * What a thing is, in place of a name: engineering tools and machine builders number it anew in every cell ("plc_1"),
 * and devices come with it from the factory ("switch").
 */
const OF_THE_KIND: ReadonlySet<string> = new Set([
  ..."plc cpu hmi pc io rtu ups pdu nas nvr dvr panel drive robot camera ipcam printer scanner".split(" "),
  ..."switch router gateway firewall bridge ap accesspoint modem nport server client host node device controller".split(
    " ",
  ),
  ..."default unknown none noname unnamed".split(" "),
]);

/** Whether the name is one that a system comes with, also as "raspberrypi-2": multicast DNS counts namesakes. */
export const isNameOfTheSystem = (name: string) => OF_THE_SYSTEM.has(hostLabel(name).replace(/-\d+$/, ""));

/** Whether the name only says what kind of thing it is, also as "plc_1" and as PROFINET writes that ("plcxb1d0ed"). */
export const isNameOfAKind = (name: string) =>
  OF_THE_KIND.has(
    hostLabel(name)
      .replace(/xb\d+[0-9a-f]{4}$/, "")
      .replace(/[-_ ]?\d+$/, ""),
  );

/** Whether the name is that of the product, as its maker's factory leaves it: "ADAM-6050" of an ADAM-6050. */
export function isNameOfAProduct(name: string, products: Iterable<string>): boolean {
  const bare = plain(hostLabel(name));
  if (bare.length < 3) return false;
  for (const product of products) if (plain(product).startsWith(bare)) return true;
  return false;
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
