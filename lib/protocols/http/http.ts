import { parseIp } from "@/lib/domain/address";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Observer } from "../define-decoder";
import { findNtlmInText, observeNtlm } from "../framing/ntlmssp";
import { splitProductVersion } from "../framing/product-version";
import {
  firstLineEndsWith,
  headLength,
  MAX_HEAD_BYTES,
  readTextMessage,
  type TextMessage,
} from "../framing/text-message";
import type { DescriptionFact } from "./description-fact";
import { readDeviceDescription } from "./device-description";
import { htmlTitle } from "./html-title";

const METHODS = [
  "GET ",
  "POST ",
  "HEAD ",
  "PUT ",
  "DELETE ",
  "OPTIONS ",
  "PATCH ",
  "CONNECT ",
  "TRACE ",
  "PROPFIND ",
  "M-POST ",
];

interface HttpMessage {
  readonly head: TextMessage | null;
  readonly isResponse: boolean;
  readonly title: string | null;
  readonly description: readonly DescriptionFact[];
}

/** A document as far as it has come, and the status that it came with; forgotten with the next response. */
interface Begun {
  readonly document: string;
  readonly status: string;
}

const MAX_DOCUMENT = 16_384;
/** How XML, HTML and JSON begin, behind a byte order mark and the length of a chunk. */
const DOCUMENT = /^\uFEFF?(?:[0-9a-fA-F]{1,8}\r\n)?\s*[<{[]/;

/** Where the status begins behind "HTTP/1.1". */
const STATUS_AT = "HTTP/1.1 ".length;
const NO_PAGE_OF_ITS_OWN = /^[345]\d\d/;

/** The page of an error or of a redirection is often called after its status ("404 Not Found"): nothing about the device. */
function saysStatus(title: string | null, status: string): boolean {
  if (title === null || status === "") return false;
  return (
    title.split(/\W+/).includes(status.slice(0, 3)) || title.toLowerCase() === status.slice(4).trim().toLowerCase()
  );
}

const isResponse = (reader: ByteReader) => reader.startsWith("HTTP/1.");
function isRequest(reader: ByteReader): boolean {
  for (const method of METHODS) if (reader.startsWith(method)) return true;
  return false;
}

/** "host:8080" without its port; null when it names nobody (an address, or nothing). */
function hostName(host: string): string | null {
  const colon = host.indexOf(":");
  const name = (colon < 0 ? host : host.slice(0, colon)).trim();
  return name === "" || host.startsWith("[") || parseIp(name) ? null : name;
}

/** RFC 7617 §2: realm="…", often the name or model of the device that asks. */
function basicRealm(challenge: string): string | null {
  const start = challenge.toLowerCase().indexOf('realm="');
  if (start < 0) return null;
  const end = challenge.indexOf('"', start + 7);
  return end > start + 7 ? challenge.slice(start + 7, end) : null;
}

function observeRequest(head: TextMessage, observer: Observer): void {
  observer.direction("request");
  const peer = hostName(head.fields.get("host") ?? "");
  if (peer) observer.peerName(peer, "http-host");
  const agent = head.fields.get("user-agent");
  if (agent) observer.identity("description", agent, { protocol: "http user-agent" });
  const authorization = head.fields.get("authorization") ?? "";
  if (authorization.toLowerCase().startsWith("basic ")) observer.service({ flag: "cleartext-login" });
  const ntlm = findNtlmInText(authorization);
  if (ntlm) observeNtlm(ntlm, observer, "relayed");
}

function observeResponse(head: TextMessage, observer: Observer): void {
  observer.direction("response");
  const server = head.fields.get("server") ?? "";
  const product = splitProductVersion(server);
  if (product) observer.service(product);
  // Texts with more than a product and a version often name the box.
  if (server.includes(" ")) observer.identity("description", server, { protocol: "http server" });
  const challenge = head.fields.get("www-authenticate") ?? "";
  const realm = basicRealm(challenge);
  if (realm) observer.identity("description", realm, { protocol: "http auth-realm" });
  const ntlm = findNtlmInText(challenge);
  if (ntlm) observeNtlm(ntlm, observer, "relayed");
}

/** Heads are messages; bodies are passed over in whatever pieces they arrive, and only searched for a page title. */
export const http = defineDecoder<HttpMessage>({
  name: "http",
  title: "HTTP",
  standard: "RFC 9110, RFC 9112",
  family: "it",
  carriers: [{ layer: "tcp", ports: [80, 8080, 8000, 8008, 8081, 8088, 3128, 5985] }],
  security: "cleartext",
  messagesPerFlow: 24,
  elsewhere: { tcp: { firstBytes: [[0x41, 0x5a]], fewestBytes: 7 } },
  probe(reader) {
    if (isResponse(reader)) return "certain";
    if (!isRequest(reader)) return "no";
    if (firstLineEndsWith(reader, " HTTP/1.1") || firstLineEndsWith(reader, " HTTP/1.0")) return "certain";
    // A request target may fill more than the first segment.
    return reader.indexOf(10) < 0 ? "maybe" : "no";
  },
  frame(reader) {
    if (isResponse(reader) || isRequest(reader)) {
      const length = headLength(reader);
      if (length > 0) return length;
      return reader.remaining > MAX_HEAD_BYTES ? reader.remaining : 0;
    }
    // A body: up to the next response or request that starts a line, or all there is.
    const { remaining } = reader;
    for (let at = reader.indexOf(10); at >= 0 && at + 8 < remaining; at = reader.indexOf(10, remaining, at + 1)) {
      if (reader.startsWith("HTTP/1.", at + 1)) return at + 1;
    }
    return reader.remaining;
  },
  read(reader, context) {
    const response = isResponse(reader);
    if (response || isRequest(reader)) {
      const head = readTextMessage(reader);
      if (response) {
        const status = head.startLine.slice(STATUS_AT);
        context.state = NO_PAGE_OF_ITS_OWN.test(status) ? ({ document: "", status } satisfies Begun) : null;
      }
      return { head, isResponse: response, title: null, description: [] };
    }
    if (context.fromInitiator) return null;
    const body = reader.utf8(Math.min(reader.remaining, MAX_HEAD_BYTES));
    const begun = context.state as Begun | null;
    const status = begun?.status ?? "";
    const document = (begun?.document ?? "") + body;
    const description = readDeviceDescription(document);
    const title = description.length > 0 ? null : htmlTitle(document);
    // It goes on in the next segment: an element may lie across the seam.
    const isOpen = title === null && DOCUMENT.test(document) && document.length < MAX_DOCUMENT;
    context.state = isOpen ? ({ document, status } satisfies Begun) : null;
    if (title === null && description.length === 0) return null;
    return { head: null, isResponse: true, title: saysStatus(title, status) ? null : title, description };
  },
  observe({ head, isResponse: response, title, description }, observer) {
    for (const { field, value, source } of description) {
      observer.identity(field, value, { protocol: source, inferred: true });
    }
    if (title) observer.identity("description", title, { protocol: "http title" });
    if (!head) return;
    if (response) observeResponse(head, observer);
    else observeRequest(head, observer);
  },
});
