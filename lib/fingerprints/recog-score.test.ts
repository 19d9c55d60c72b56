/**
 * Our rows against the examples of another fingerprint database, which is not ours to copy but good to be measured by:
 * how often we name the maker that it names (recall), and how often a maker that we name is another (precision).
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { vendorKey } from "@/lib/domain/device/vendor-aliases";
import type { BannerKind } from "./fingerprint";
import { recogniser } from "./recognise";
import { FINGERPRINT_ROWS } from "./rows";

const FOLDER = fileURLToPath(new URL("../../../shared/reference/recog/", import.meta.url));
/**
 * Lowest recall and precision that a file may fall to: a little below what was measured. For HTTP servers, most of the
 * rest is a program that we name and the other database leaves out (it says "Linux" of a MiniDLNA or libupnp banner).
 */
const FILES: readonly (readonly [file: string, kind: BannerKind, recall: number, precision: number])[] = [
  ["snmp_sysdescr", "snmp", 0.88, 0.94],
  ["http_servers", "http-server", 0.59, 0.86],
  ["html_title", "http-title", 0.66, 0.97],
  ["http_wwwauth", "http-realm", 0.68, 0.97],
  ["ssh_banners", "ssh", 0.9, 0.98],
  ["ftp_banners", "ftp", 0.72, 0.96],
  ["telnet_banners", "telnet", 0.58, 0.98],
  ["x509_subjects", "certificate", 0.85, 0.96],
  ["dhcp_vendor_class", "dhcp-class", 0.92, 0.98],
  ["sip_banners", "sip", 0.9, 0.98],
  ["rtsp_servers", "rtsp", 0.5, 0.98],
  ["smb_native_os", "smb", 0.68, 0.98],
  ["mdns_device-info_txt", "mdns", 0.9, 0.98],
];

interface Example {
  readonly text: string;
  readonly vendors: ReadonlySet<string>;
}

const plainText = (text: string) =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&amp;", "&");

/** Names of one house, by purchase or by its brands: neither is wrong for the other. */
const SAME_HOUSE: readonly (readonly string[])[] = [
  ["cisco", "linksys", "tandberg"],
  ["nortel", "avaya"],
  ["sun", "oracle", "bea"],
  ["eaton", "powerware"],
  ["sophos", "cyberoam"],
  ["extreme", "enterasys", "aerohive"],
  ["emc", "datadomain", "dell"],
  ["ricoh", "savin", "lanier"],
  ["mbedthissoftware", "embedthis", "oracle"],
  ["foundry", "brocade"],
  ["siemens", "unify"],
  ["directlogic", "automationdirect"],
  ["itach", "globalcaché", "globalcache", "globalcach"],
  ["alcatellucent", "nokia"],
  ["manageengine", "zoho"],
  ["plesk", "parallels"],
  ["prtg", "paessler"],
  ["swagger", "smartbear"],
  ["xampp", "apachefriends"],
  ["symantec", "broadcom"],
  ["sonarqube", "sonarsource"],
  ["aircookie", "wled"],
  ["opensearch", "amazon"],
  ["agilent", "keysight"],
];

/** "TP-LINK Technologies" and "TP-Link" are one maker here. */
const nameKey = (name: string) =>
  vendorKey(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .replace(/(?:networks|systems|project|technologies|corporation|inc|automationproducts)$/g, "");

function examplesOf(file: string): Example[] {
  const xml = readFileSync(`${FOLDER}${file}.xml`, "utf8");
  const examples: Example[] = [];
  for (const [, body] of xml.matchAll(/<fingerprint [^>]*>([\s\S]*?)<\/fingerprint>/g)) {
    const vendors = new Set(
      [
        ...(body as string).matchAll(
          /name="(?:service|hw|os|service\.component)\.vendor" value="([^"]*)"|value="([^"]*)" name="(?:service|hw|os)\.vendor"/g,
        ),
      ].map((match) => nameKey(plainText(match[1] ?? match[2] ?? ""))),
    );
    if (vendors.size === 0) continue;
    for (const [, attributes, raw] of (body as string).matchAll(/<example([^>]*)>([\s\S]*?)<\/example>/g)) {
      const plain = plainText((raw as string).replace(/^<!\[CDATA\[|\]\]>$/g, ""));
      const isBase64 = (attributes as string).includes('_encoding="base64"');
      const text = isBase64 ? Buffer.from(plain.replace(/\s+/g, ""), "base64").toString("latin1") : plain.trim();
      examples.push({ text, vendors });
    }
  }
  return examples;
}

const isSameMaker = (our: string, their: string) =>
  our.includes(their) ||
  their.includes(our) ||
  SAME_HOUSE.some((house) => house.includes(our) && house.includes(their));

const recognise = recogniser(FINGERPRINT_ROWS);
const table: string[] = [];

describe.skipIf(!existsSync(FOLDER))("against recog's examples (skipped where ../shared/reference is missing)", () => {
  it.each(FILES)("%s", (file, kind, minRecall, minPrecision) => {
    const examples = examplesOf(file);
    let named = 0;
    let right = 0;
    for (const { text, vendors } of examples) {
      const found = recognise(kind, text);
      const ours = [found?.vendor, found?.productVendor].filter((it) => it != null).map(nameKey);
      if (ours.length === 0) continue;
      named += 1;
      const isRight = ours.some((our) => [...vendors].some((their) => isSameMaker(our, their)));
      if (isRight) right += 1;
    }
    const [recall, precision] = [right / examples.length, named === 0 ? 1 : right / named];
    table.push(
      `${file.padEnd(22)} ${examples.length} examples, maker named right ${(recall * 100).toFixed(1)} %, wrong ${((1 - precision) * 100).toFixed(1)} % of named`,
    );
    expect(examples.length).toBeGreaterThan(0);
    expect(recall).toBeGreaterThanOrEqual(minRecall);
    expect(precision).toBeGreaterThanOrEqual(minPrecision);
  });

  it("prints its figures", () => {
    console.log(table.join("\n"));
  });
});
