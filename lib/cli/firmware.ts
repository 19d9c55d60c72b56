import { type Command, UsageError } from "./command";
import { print, printJson, tell } from "./output";
import { parseOptions } from "./parse-options";
import { textTable } from "./text-table";
import { withDatabase } from "./with-database";

export const firmware: Command = {
  help: `Usage: sightglass firmware list [TEXT] [--off-golden] [--json]
       sightglass firmware verify FILE --product NAME --version VERSION [--vendor NAME] [--published HASH]
                                  [--published-at ADDRESS] [--signature FILE --key FILE] [--note TEXT] [--json]
       sightglass firmware files [TEXT] [--json]

Which firmware devices run, and who verified which firmware file.

  list      products with their golden and latest known version, and the devices that are behind or off it
  verify    computes a file's SHA-256, compares it, and records it for good
  files     the record, newest first

  --off-golden     list: only products with devices that run something else than they should
  --product        verify: what the file is for
  --version        verify: the version that it brings
  --vendor         verify: who makes the product
  --published      verify: the SHA-256 that the vendor published
  --published-at   verify: where it is published
  --signature      verify: a detached signature of the file, checked with the key
  --key            verify: the vendor's public key or certificate (PEM) for --signature
  --note           verify: what else is to be known
  --json           the whole answer as JSON

verify ends with exit code 1 when the hash differs or the signature is not valid; that is recorded, too.`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, {
      "off-golden": { type: "boolean" },
      product: { type: "string" },
      version: { type: "string" },
      vendor: { type: "string" },
      published: { type: "string" },
      "published-at": { type: "string" },
      signature: { type: "string" },
      key: { type: "string" },
      note: { type: "string" },
      json: { type: "boolean" },
    });
    const [verb, ...rest] = positionals;
    const isJson = values.json === true;
    if (verb === "list") {
      const list = values["off-golden"] ? "off-golden" : "all";
      return withDatabase(platform, () => listProducts(rest.join(" "), list, isJson));
    }
    if (verb === "files") return withDatabase(platform, () => listFiles(rest.join(" "), isJson));
    if (verb !== "verify") throw new UsageError("firmware takes one of list, verify, files");
    const [path, ...more] = rest;
    if (path === undefined || more.length > 0) throw new UsageError("firmware verify takes one file");
    const { product, version, signature, key } = values;
    if (!product || !version) throw new UsageError("firmware verify needs --product and --version");
    if ((signature === undefined) !== (key === undefined)) throw new UsageError("--signature and --key go together");
    const { verifyFile } = await import("./verify-firmware");
    const signed = signature !== undefined && key !== undefined ? { signature, key } : null;
    const said = { vendor: values.vendor, published: values.published, publishedAt: values["published-at"] };
    return withDatabase(platform, () =>
      verifyFile(path, { product, version, ...said, note: values.note }, signed, isJson),
    );
  },
};

async function listProducts(text: string, list: "all" | "off-golden", isJson: boolean): Promise<number> {
  const [{ systemActor }, { listFirmware }, { firmwareQuery }] = await Promise.all([
    import("@/lib/auth/session"),
    import("@/lib/services/firmware/list-firmware"),
    import("@/lib/contracts/firmware"),
  ]);
  const products = [];
  let cursor: string | undefined;
  do {
    const query = firmwareQuery.parse({ q: text, list, limit: 200, ...(cursor ? { cursor } : {}) });
    const page = await listFirmware(systemActor, query);
    products.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  if (isJson) printJson({ products });
  else {
    const rows = products.map((it) => [
      ...[it.name, String(it.devices), String(it.versionCount)],
      it.golden.map(({ version, scope }) => (scope ? `${version} (${scope.name})` : version)).join(", "),
      ...[it.latest?.version ?? "", String(it.offGolden), String(it.behind), String(it.unseen), String(it.fixable)],
    ]);
    const head = [
      "PRODUCT",
      "DEVICES",
      "VERSIONS",
      "GOLDEN",
      "LATEST KNOWN",
      "OFF GOLDEN",
      "BEHIND",
      "NOT SEEN",
      "FIXES",
    ];
    if (rows.length > 0) print(textTable(head, rows));
    tell(`${products.length} products`);
  }
  return 0;
}

async function listFiles(text: string, isJson: boolean): Promise<number> {
  const [{ systemActor }, { listChecks }, { firmwareCheckQuery }] = await Promise.all([
    import("@/lib/auth/session"),
    import("@/lib/services/firmware/list-checks"),
    import("@/lib/contracts/firmware"),
  ]);
  const checks = [];
  let cursor: string | undefined;
  do {
    const query = firmwareCheckQuery.parse({ q: text, limit: 200, ...(cursor ? { cursor } : {}) });
    const page = await listChecks(systemActor, query);
    checks.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  if (isJson) printJson({ files: checks });
  else {
    const head = ["VERIFIED", "BY", "FILE", "PRODUCT", "VERSION", "RESULT", "SIGNATURE", "SHA-256"];
    const rows = checks.map((it) => [
      it.at,
      it.actor,
      it.fileName,
      it.product,
      it.version,
      it.result,
      it.signature,
      it.sha256,
    ]);
    if (rows.length > 0) print(textTable(head, rows));
    tell(`${checks.length} records`);
  }
  return 0;
}
