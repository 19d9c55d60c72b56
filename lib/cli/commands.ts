import type { Command } from "./command";

interface CommandEntry {
  readonly summary: string;
  /** Loaded only when asked for: `inspect` must start without the database, help without anything. */
  load(): Promise<Command>;
}

export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  inspect: {
    summary: "say what captures, logs and scans hold, without a database",
    load: async () => (await import("./inspect")).inspect,
  },
  match: {
    summary: "say which security advisories apply to products, without a database",
    load: async () => (await import("./match")).match,
  },
  import: {
    summary: "take captures, logs, scans and lists into the inventory",
    load: async () => (await import("./import")).importFiles,
  },
  "delete-import": {
    summary: "take an import and what only it brought out of the inventory",
    load: async () => (await import("./delete-import")).deleteImport,
  },
  devices: {
    summary: "print the devices that fit a query",
    load: async () => (await import("./devices")).devices,
  },
  changes: {
    summary: "print what was learned between two times",
    load: async () => (await import("./changes")).changes,
  },
  conflicts: {
    summary: "print contradictions that wait for a person",
    load: async () => (await import("./conflicts")).conflicts,
  },
  decide: {
    summary: "sanction, merge, split or pin, say why one device is one, and take decisions back",
    load: async () => (await import("./decide/decide")).decide,
  },
  firmware: {
    summary: "say which firmware devices run, and verify firmware files",
    load: async () => (await import("./firmware")).firmware,
  },
  export: {
    summary: "print devices, flows, the zone matrix, risk, CycloneDX or VEX",
    load: async () => (await import("./export")).exportInventory,
  },
  exposure: {
    summary: "print ways to and from outside, and what waits for somebody because of them",
    load: async () => (await import("./exposure")).exposure,
  },
  rules: {
    summary: "write firewall rules from conduits, check rule sets, list what a device needs",
    load: async () => (await import("./rules")).rules,
  },
  zones: {
    summary: "print zones, and accept or dismiss those that the evidence speaks for",
    load: async () => (await import("./zones")).zones,
  },
  simulate: {
    summary: "write the files of an invented plant, and the truth about them",
    load: async () => (await import("./simulate")).simulate,
  },
  "sample-plant": {
    summary: "put the sample plant into the inventory",
    load: async () => (await import("./sample-plant")).samplePlant,
  },
  bundle: {
    summary: "build, check and apply signed bundles of what is known of weaknesses",
    load: async () => (await import("./bundle/bundle")).bundle,
  },
  knowledge: {
    summary: "take advisories, exploitability statements and other single feeds",
    load: async () => (await import("./knowledge")).knowledge,
  },
  sbom: {
    summary: "take software bills of materials, and say where a component is",
    load: async () => (await import("./sbom")).sbom,
  },
  sensor: {
    summary: "listen on an interface and send what is learned to a server",
    load: async () => (await import("./sensor/sensor")).sensor,
  },
  user: {
    summary: "add an account, or make a sign-in link",
    load: async () => (await import("./user")).user,
  },
  rebuild: {
    summary: "compute the whole inventory anew, or check that it is what the evidence gives",
    load: async () => (await import("./rebuild")).rebuild,
  },
  migrate: {
    summary: "bring the database to the version of this program",
    load: async () => (await import("./migrate")).migrate,
  },
};
