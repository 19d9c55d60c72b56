export interface ProductVersion {
  readonly product: string;
  readonly version?: string;
}

/** Behind a slash, sendmail tells the version of its configuration. */
const VERSION_TOKEN = /^\(?[vV]?(\d+(?:[._]\d+)+[\w.+-]*)(?:\/[\w.+-]+)?\)?[,;]?$/;
/** UPnP Device Architecture 1.1 §1.2.2: the system with its version, UPnP's, then the product with its own. */
const UPNP_SERVER = /(?:^|\s)UPnP\/\d\.\d,?\s+([^/,]{1,64})\/([\w.+-]+)/;
const MAX_LENGTH = 128;
/** Behind its first word. "Acme mail server ready" has fewer, and names a product. */
const MIN_SENTENCE_WORDS = 4;

/** Splits "Apache/2.4.6 (CentOS)", "vsFTPd 3.0.3" or "OpenSSH_8.7p1" into product and version; null for text that names none. */
export function splitProductVersion(banner: string): ProductVersion | null {
  const text = banner.trim().slice(0, MAX_LENGTH);
  if (text === "") return null;
  const [, upnpProduct, upnpVersion] = UPNP_SERVER.exec(text) ?? [];
  if (upnpProduct && upnpVersion) return { product: upnpProduct, version: upnpVersion };
  const tokens = text.split(" ", 16);
  const first = tokens[0] as string;
  const slash = first.indexOf("/");
  if (slash > 0 && slash < first.length - 1) return { product: first.slice(0, slash), version: first.slice(slash + 1) };
  const underscore = first.lastIndexOf("_");
  if (underscore > 0 && /^\d/.test(first.slice(underscore + 1))) {
    return { product: first.slice(0, underscore), version: first.slice(underscore + 1) };
  }
  for (let i = 1; i < tokens.length; i += 1) {
    const version = VERSION_TOKEN.exec(tokens[i] as string)?.[1];
    if (version) return { product: productOf(tokens.slice(0, i).join(" ")), version };
  }
  return isSentence(tokens) ? null : { product: text };
}

/** "Waiting for authentication process to respond..": says how the server is, not what it is. */
function isSentence([, ...words]: readonly string[]): boolean {
  return words.length >= MIN_SENTENCE_WORDS && words.every((word) => /^[a-z]/.test(word));
}

/** "Acme FTP server (vsFTPd" → "vsFTPd": what stands in brackets with the version is what the version is of. */
function productOf(words: string): string {
  const open = words.lastIndexOf("(");
  if (open < 0 || words.indexOf(")", open) >= 0) return words.replace(/^[([]/, "");
  const inner = words.slice(open + 1).trim();
  const isWordForVersion = /^(?:version|ver\.?|v|release|rel\.?)?$/i.test(inner);
  return (isWordForVersion ? words.slice(0, open).trim() : inner) || words;
}
