import type { BundleSource } from "@/lib/bundle/build-bundle";
import { AppError } from "@/lib/domain/errors";
import { FEED_KINDS, type FeedKind, isFeedKind } from "@/lib/domain/knowledge/feed";
import { describeFeedFile } from "@/lib/knowledge/describe-feed-file";
import { UsageError } from "../command";
import { listFiles } from "../list-files";
import { readInput } from "../read-input";
import { fetchFile } from "./fetch-file";

const FETCHES_AT_ONCE = 8;
const CVE_ID = /CVE-(\d{4})-(\d{4,7})/g;

export interface Collected {
  readonly sources: readonly BundleSource[];
  /** Sentences about what was left out. */
  readonly skipped: readonly string[];
}

/**
 * The files of all named sources: paths (files or folders), addresses of single files, addresses of an index.txt that
 * lists documents beside it, and addresses with "{id}" that are asked for every CVE that the documents name.
 */
export async function collectSources(named: readonly string[]): Promise<Collected> {
  const sources = new Map<string, BundleSource>();
  const skipped: string[] = [];
  const add = (expected: FeedKind | null, from: string, content: Buffer) => {
    const fileName = from.split(/[\\/]/).at(-1) ?? from;
    try {
      const { bytes, ...described } = describeFeedFile(fileName, content);
      if (expected !== null && described.feed !== expected) {
        skipped.push(`${from}: is of the feed ${described.feed}, not ${expected}.`);
        return;
      }
      sources.set(`${described.feed} ${described.name}`, { ...described, source: from, bytes });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skipped.push(`${from}: ${error.message}`);
    }
  };
  const { plain, templates } = sort(named.map(parseSource));
  for (const { feed, address } of plain) {
    await eachFile(address, (from, content) => add(feed, from, content), skipped);
  }
  for (const { feed, address } of templates) {
    const ids = cveIdsOf([...sources.values()]);
    await atOnce(ids, async (id) => {
      const from = fill(address, id);
      const content = await fetchFile(from);
      if (content) add(feed, from, content);
    });
  }
  return { sources: [...sources.values()], skipped };
}

interface NamedSource {
  readonly feed: FeedKind | null;
  readonly address: string;
}

/** "kev=ADDRESS" or just an address or path, whose feed its content tells. */
function parseSource(text: string): NamedSource {
  const [, name, address] = text.match(/^([a-z-]+)=(.+)$/s) ?? [];
  if (name === undefined || address === undefined) return { feed: null, address: text };
  if (!isFeedKind(name)) throw new UsageError(`there is no feed called ${name}; there are ${FEED_KINDS.join(", ")}`);
  return { feed: name, address };
}

function sort(sources: readonly NamedSource[]) {
  const isTemplate = ({ address }: NamedSource) => address.includes("{id}");
  return { plain: sources.filter((it) => !isTemplate(it)), templates: sources.filter(isTemplate) };
}

async function eachFile(
  address: string,
  take: (from: string, content: Buffer) => void,
  skipped: string[],
): Promise<void> {
  if (!/^https?:/.test(address)) {
    for (const path of await listFiles([address])) {
      // Folders of a CSAF feed hold hashes, signatures and lists beside the documents.
      if (/\.(sha256|sha512|asc|sig|txt|md|html)$/i.test(path) || /changes\.csv$/i.test(path)) continue;
      take(path, await readInput(path));
    }
    return;
  }
  const content = await fetchFile(address);
  if (content === null) throw new AppError("not-found", `There is nothing at ${address}.`);
  if (!/\/index\.txt$/.test(address)) return take(address, content);
  const paths = content
    .toString("utf8")
    .split(/\r?\n/)
    .filter((line) => /^[\w./-]+\.json$/.test(line) && !line.includes(".."));
  await atOnce(paths, async (path) => {
    const from = new URL(path, address).href;
    const document = await fetchFile(from);
    if (document) take(from, document);
    else skipped.push(`${from}: is listed, but not there.`);
  });
}

function cveIdsOf(sources: readonly BundleSource[]): string[] {
  const ids = new Set<string>();
  for (const { feed, bytes } of sources) {
    if (feed !== "csaf" && feed !== "vex") continue;
    for (const [id] of Buffer.from(bytes).toString("utf8").matchAll(CVE_ID)) ids.add(id);
  }
  return [...ids].sort();
}

function fill(template: string, id: string): string {
  const [, year, number] = id.split("-") as [string, string, string];
  return template.replaceAll("{id}", id).replaceAll("{year}", year).replaceAll("{thousands}", number.slice(0, -3));
}

async function atOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: FETCHES_AT_ONCE }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}
