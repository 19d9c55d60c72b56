import { splitProductVersion } from "@/lib/protocols/framing/product-version";
import { type CertificateSubject, certificateFacts } from "../../collect/certificate-facts";
import { findNode, type ScriptNode, textOf } from "../script-node";
import { type ScriptReader, say } from "./script-finding";

/** Scripts that look at web servers, certificates and host keys. */

/** Sentences of the script's own instead of a title. */
const NO_TITLE = /^(?:Site doesn't have a title|Did not follow redirect|Requested resource was|Error|[345]\d\d )/;

const httpTitle: ScriptReader = ({ output, root }) => {
  const printed = output.trim().split(/[\r\n]/, 1)[0] ?? "";
  const title = textOf(root, "title") ?? (NO_TITLE.test(printed) ? null : printed);
  return say("description", title, { as: "http title" });
};

const httpServerHeader: ScriptReader = ({ output, root }) => {
  const header = findNode(root, "Server")?.children[0]?.text ?? output.trim().split(/[\r\n]/, 1)[0] ?? "";
  const product = splitProductVersion(header);
  return product ? [{ kind: "service", product: product.product, version: product.version ?? null }] : [];
};

/** All headers of the answer, printed; one of them is what http-server-header prints. */
const httpHeaders: ScriptReader = ({ output }) => {
  const header = /^[ \t]*Server: (.{1,512})$/im.exec(output)?.[1]?.trim() ?? "";
  const product = splitProductVersion(header);
  return product ? [{ kind: "service", product: product.product, version: product.version ?? null }] : [];
};

function subjectOfTable(subject: ScriptNode, issuer: ScriptNode | null): CertificateSubject {
  const words = (node: ScriptNode) =>
    node.children
      .map((it) => `${it.key}=${it.text}`)
      .sort()
      .join("\n");
  return {
    commonName: textOf(subject, "commonName"),
    organisation: textOf(subject, "organizationName"),
    organisationalUnit: textOf(subject, "organizationalUnitName"),
    serialNumber: textOf(subject, "serialNumber"),
    isSelfSigned: issuer !== null && words(subject) === words(issuer),
  };
}

/** "Subject: commonName=plc/organizationName=Maker" of versions that print no table. */
function subjectOfText(output: string): CertificateSubject | null {
  const line = (name: string) => new RegExp(`^\\s*${name}: (.+)$`, "m").exec(output)?.[1]?.trim() ?? null;
  const [subject, issuer] = [line("Subject"), line("Issuer")];
  if (subject === null) return null;
  const part = (name: string) => new RegExp(`(?:^|/)${name}=([^/]+)`).exec(subject)?.[1] ?? null;
  return {
    commonName: part("commonName"),
    organisation: part("organizationName"),
    organisationalUnit: part("organizationalUnitName"),
    serialNumber: part("serialNumber"),
    isSelfSigned: subject === issuer,
  };
}

const sslCert: ScriptReader = ({ output, root }) => {
  const table = findNode(root, "subject");
  const subject = table ? subjectOfTable(table, findNode(root, "issuer")) : subjectOfText(output.slice(0, 8_192));
  return subject ? certificateFacts(subject).flatMap(([field, value]) => say(field, value)) : [];
};

/** Protocol versions are the names of the script's tables, or of lines of its text. */
const sslEnumCiphers: ScriptReader = ({ output, root }) => {
  const isOld = (name: string) => /^(?:SSLv[23]|TLSv1\.[01])$/.test(name);
  const names =
    root.children.length > 0 ? root.children.map((child) => child.key) : output.match(/\b(?:SSL|TLS)v[\d.]+(?=:)/g);
  return names?.some(isOld) ? [{ kind: "service", flags: ["tls<1.2"] }] : [];
};

const sshHostkey: ScriptReader = ({ output, root }) => {
  const printed = [...output.matchAll(/^[ \t]*(\d{3,5}) ([0-9a-f:]{47}) \((\w+)\)/gm)].map(
    (it) => [it[3], it[1], it[2]] as const,
  );
  const tables = root.children.map(
    (key) => [textOf(key, "type"), textOf(key, "bits"), textOf(key, "fingerprint")] as const,
  );
  const keys = tables.length > 0 ? tables : printed;
  return keys.flatMap(([type, bits, fingerprint]) =>
    say("description", fingerprint ? `SSH host key ${type ?? ""} ${bits ?? ""} ${fingerprint}` : null, {
      as: "ssh hostkey",
    }),
  );
};

export const WEB_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "http-title": httpTitle,
  "http-server-header": httpServerHeader,
  "http-headers": httpHeaders,
  "ssl-cert": sslCert,
  "ssl-enum-ciphers": sslEnumCiphers,
  sslv2: ({ output }) => (/SSLv2 supported/.test(output) ? [{ kind: "service", flags: ["tls<1.2"] }] : []),
  "ssh-hostkey": sshHostkey,
};
