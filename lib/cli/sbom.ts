import { basename } from "node:path";
import { countOf } from "@/lib/domain/say-count";
import type { Command, Platform } from "./command";
import { UsageError } from "./command";
import { print, printJson } from "./output";
import { parseOnlyOptions, parseOptions } from "./parse-options";
import { readInput } from "./read-input";
import { textTable } from "./text-table";
import { withDatabase, withInstallation } from "./with-database";

export const sbom: Command = {
  help: `Usage: sightglass sbom import [--vendor NAME] [--product NAME] [--version VERSION] [--json] FILE
       sightglass sbom list [--json]
       sightglass sbom where [--json] COMPONENT

Software bills of materials: what a product in one firmware version is made of.

  import   takes a bill (CycloneDX in JSON or XML, SPDX 2 in JSON or tag-value, SPDX 3 in JSON) and judges the devices
           that run it
  list     the bills that are here, and how many devices run what they describe
  where    products, firmware versions and devices that have a component: words of its name, version or package URL

  --vendor    import: who makes the product, in place of what the document says
  --product   import: its model or order number, likewise
  --version   import: its firmware version, likewise
  --json      print one JSON document`,

  async run(args, platform) {
    const [verb, ...rest] = args;
    if (verb === "import") return importBill(rest, platform);
    if (verb === "list") return list(rest, platform);
    if (verb === "where") return where(rest, platform);
    throw new UsageError("sbom takes import, list or where");
  },
};

async function importBill(args: readonly string[], platform: Platform): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    vendor: { type: "string" },
    product: { type: "string" },
    version: { type: "string" },
    json: { type: "boolean" },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("sbom import needs one file");
  const content = await readInput(path);
  return withInstallation(platform, async () => {
    const { systemActor } = await import("@/lib/auth/session");
    const { takeBill } = await import("@/lib/services/software/take-bill");
    const { getBill } = await import("@/lib/services/software/get-bill");
    const { vendor, product, version } = values;
    const { id } = await takeBill(systemActor, { name: basename(path), vendor, product, version }, content);
    const bill = await getBill(systemActor, id);
    if (values.json) printJson(bill);
    else {
      const weak = bill.parts.filter(({ weaknesses }) => weaknesses.length > 0).length;
      print(
        `${bill.product} ${bill.version}: ${countOf(bill.components, "component")}, ${weak} with known vulnerabilities. ` +
          `Run by ${countOf(bill.running, "device")}${bill.open > 0 ? `; of ${countOf(bill.open, "device")} it cannot be told` : ""}.`,
      );
      for (const problem of bill.problems) print(`  ${problem}`);
    }
    return 0;
  });
}

async function list(args: readonly string[], platform: Platform): Promise<number> {
  const values = parseOnlyOptions("sbom list", args, { json: { type: "boolean" } });
  return withDatabase(platform, async () => {
    const { systemActor } = await import("@/lib/auth/session");
    const { listBills } = await import("@/lib/services/software/list-bills");
    const { bills } = await listBills(systemActor);
    if (values.json) printJson({ bills });
    else {
      print(
        textTable(
          ["PRODUCT", "VERSION", "COMPONENTS", "DEVICES", "CANNOT TELL", "FILE"],
          bills.map((it) => [
            ...[it.product, it.version, String(it.components), String(it.running), String(it.open), it.fileName],
          ]),
        ),
      );
    }
    return 0;
  });
}

async function where(args: readonly string[], platform: Platform): Promise<number> {
  const { values, positionals } = parseOptions(args, { json: { type: "boolean" } });
  const text = positionals.join(" ").trim();
  if (text.length < 2) throw new UsageError("sbom where needs at least two letters of a component");
  return withDatabase(platform, async () => {
    const { systemActor } = await import("@/lib/auth/session");
    const { findComponent } = await import("@/lib/services/software/find-component");
    const found = await findComponent(systemActor, text);
    if (values.json) printJson(found);
    else {
      print(
        textTable(
          ["COMPONENT", "VERSION", "PRODUCT", "FIRMWARE", "DEVICES", "CANNOT TELL"],
          found.found.map((it) => [
            ...[it.name, it.version ?? "", it.product, it.productVersion, String(it.running), String(it.open)],
          ]),
        ),
      );
      if (found.isCut) print("There are more than these.");
    }
    return 0;
  });
}
