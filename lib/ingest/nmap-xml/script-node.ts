import { isHostAddress, parseIp } from "@/lib/domain/address";

/** A script's result as a tree: `<table>` and `<elem>` of the XML, or the same read from its printed text. */
export interface ScriptNode {
  readonly key: string;
  text: string;
  readonly children: ScriptNode[];
}

export interface ScriptResult {
  /** Script name: "s7-info". */
  readonly id: string;
  /** What nmap printed. */
  readonly output: string;
  /** The port that it asked; null for one that asked the host. */
  readonly port: number | null;
  readonly root: ScriptNode;
}

const MAX_LINES = 2_000;
/** Longest value that is read: what is kept of one is shorter, and what is searched in one must end. */
const MAX_TEXT = 1_024;

/** Structure where the script gave one; else what its printed text says. */
export function structured(result: ScriptResult): ScriptNode {
  return result.root.children.length > 0 ? result.root : parseOutput(result.output);
}

/** "  key: value" lines; deeper indentation belongs to the line above. */
export function parseOutput(output: string): ScriptNode {
  const root: ScriptNode = { key: "", text: "", children: [] };
  const open: { indent: number; node: ScriptNode }[] = [{ indent: -1, node: root }];
  for (const raw of output.split(/\r?\n/, MAX_LINES)) {
    const line = raw.replace(/^\|?_?/, "");
    const body = line.trim();
    if (body === "") continue;
    const indent = line.length - line.trimStart().length;
    const colon = /^([^:]{1,100}):(?:\s+(.*))?$/.exec(body);
    const node: ScriptNode = { key: colon?.[1] ?? "", text: colon ? (colon[2] ?? "") : body, children: [] };
    while ((open.at(-1)?.indent ?? -1) >= indent && open.length > 1) open.pop();
    (open.at(-1)?.node ?? root).children.push(node);
    open.push({ indent, node });
  }
  return root;
}

/** Text of the first node with this key, at any depth; null when absent or empty. */
export function textOf(node: ScriptNode, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = findNode(node, key);
    const text = found?.text.slice(0, MAX_TEXT).trim() ?? "";
    if (text !== "") return text;
  }
  return null;
}

/** Depth first; keys compare without case. */
export function findNode(node: ScriptNode, key: string): ScriptNode | null {
  const wanted = key.toLowerCase();
  for (const child of node.children) {
    if (child.key.toLowerCase() === wanted) return child;
    const inner = findNode(child, key);
    if (inner) return inner;
  }
  return null;
}

/** The address that a node is named or says; null when that is none. */
export const addressOf = ({ key, text }: ScriptNode): string | null => parseIp(key) ?? parseIp(text.trim());

/** What stands below an address of one host, where a script tells of several. */
export const addressed = (node: ScriptNode): readonly (readonly [ip: string, node: ScriptNode])[] =>
  node.children.flatMap((child) => {
    // A version of four numbers looks like an address, but nothing stands below it.
    const ip = child.children.length === 0 ? null : addressOf(child);
    return ip !== null && isHostAddress(ip) ? [[ip, child] as const] : [];
  });
