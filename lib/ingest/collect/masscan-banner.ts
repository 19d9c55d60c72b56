import { splitProductVersion } from "@/lib/protocols/framing/product-version";

/** Kinds of masscan's banners whose words are a program's name. */
const PRODUCT_KINDS = ["http.server", "ssh"];

/** Of the protocol, before that of the program (RFC 4253 §4.2). */
const SSH_VERSION = /^SSH-[\d.]{1,8}-/;

/** What a banner of masscan tells of the service that sent it. */
export interface MasscanBanner {
  /** masscan's word for the protocol; "" when the banner has no kind. */
  readonly service: string;
  readonly product: string | null;
  readonly version: string | null;
  /** Of its first page. */
  readonly title: string | null;
}

/** In lists, masscan writes the line breaks of a whole answer as their numbers. */
const SERVER_LINE = /(?:^|[\r\n]|\\x0a)server: *((?:(?!\\x0[ad])[^\r\n]){1,200})/i;

function programOf(kind: string, banner: string): string | null {
  if (PRODUCT_KINDS.includes(kind)) return banner.replace(SSH_VERSION, "");
  return kind === "http" ? (SERVER_LINE.exec(banner)?.[1]?.trim() ?? null) : null;
}

/** masscan names the kind of each banner: "http", "http.server", "title", "ssh", "ssl", "X509". */
export function readMasscanBanner(kind: string, banner: string | null): MasscanBanner {
  const isTitle = kind === "title";
  const program = banner === null ? null : programOf(kind, banner);
  const stated = program === null ? null : splitProductVersion(program);
  return {
    service: isTitle ? "http" : /^(?:x509|ssl)/i.test(kind) ? "tls" : (kind.split(".", 1)[0] ?? ""),
    product: stated?.product ?? null,
    version: stated?.version ?? null,
    title: isTitle ? banner : null,
  };
}
