/**
 * Prefixes that hypervisors give to the cards of their guests (IEEE registry): VMware, VirtualBox, Hyper-V, Virtual PC,
 * Parallels, Xen, Virtual Iron, bhyve, Proxmox. QEMU's own are locally administered.
 */
const PREFIXES: ReadonlySet<string> = new Set([
  "00:05:69",
  "00:0c:29",
  "00:1c:14",
  "00:50:56",
  "08:00:27",
  "00:15:5d",
  "00:03:ff",
  "00:1c:42",
  "00:16:3e",
  "00:0f:4b",
  "58:9c:fc",
  "bc:24:11",
]);

/** Whether the card is a guest's: its MAC is in a file, and goes wherever the file is copied to. */
export const isVirtualMachineCard = (mac: string) => PREFIXES.has(mac.slice(0, 8));
