import { parseIp } from "../address";

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

/** Whether the name is one that a system comes with, also as "raspberrypi-2": multicast DNS counts namesakes. */
export const isNameOfTheSystem = (name: string) => OF_THE_SYSTEM.has(hostLabel(name).replace(/-\d+$/, ""));
