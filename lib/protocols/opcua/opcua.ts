import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext, type Observer } from "../define-decoder";
import { readCertificate } from "../framing/x509";
import type { BuildInfo, UaApplication } from "./applications";
import { readUaString } from "./binary";
import { glanceAtMessage, knownChannel, POLICY_NONE, type UaMemory } from "./glance-message";
import { isKnownService } from "./service-types";
import { readUaService, type UaService } from "./services";

/** OPC 10000-6 clause 7.1.2: three letters and a chunk letter, then the size. */
const MESSAGE_TYPES: readonly string[] = ["HEL", "ACK", "ERR", "RHE", "OPN", "MSG", "CLO"];
const MAX_BYTES = 65_536;
/** Requests of a flow that wait for their answers. */
const MAX_ASKED = 16;
const OUTDATED_POLICIES = ["Basic128Rsa15", "Basic256"];

/** OPC 10000-6 §6.2.2: what an application's certificate names it by. */
interface ApplicationCertificate {
  readonly commonName: string | null;
  readonly applicationUri: string | null;
  readonly hostName: string | null;
}

interface UaMessage {
  readonly side: "request" | "response" | null;
  readonly service: UaService | null;
  /** Of the sender. */
  readonly certificate: ApplicationCertificate | null;
  /** Set when a secure channel opens: the policy's name without its address, "Basic256Sha256". */
  readonly policy: string | null;
}

const isHello = (type: string) => type === "HEL" || type === "ACK" || type === "ERR" || type === "RHE";

function memoryOf(context: MessageContext): UaMemory {
  context.state ??= { policy: null, isSessionTold: false, asked: new Map() } satisfies UaMemory;
  return context.state as UaMemory;
}

/** The alternative names begin with the application's URI; addresses and what every host calls itself name nobody. */
const URI = /^[A-Za-z][A-Za-z\d+.-]*:\S+$/;
const HOST_NAME = /^(?!localhost(?:\.|$))(?!\d+(?:\.\d+)*$)[A-Za-z\d][A-Za-z\d_-]*(?:\.[A-Za-z\d_-]+)*$/i;

function readApplicationCertificate(reader: ByteReader): ApplicationCertificate | null {
  const length = reader.u32le();
  if (length === 0xffffffff || length === 0) return null;
  const { subject, altNames } = readCertificate(reader.nested(length));
  const find = (form: RegExp) => altNames.find((it) => form.test(it)) ?? null;
  return { commonName: subject.commonName, applicationUri: find(URI), hostName: find(HOST_NAME) };
}

function readOpen(reader: ByteReader, context: MessageContext): UaMessage {
  const uri = readUaString(reader.skip(4)) ?? "";
  memoryOf(context).policy = uri;
  const certificate = readApplicationCertificate(reader);
  const side = context.fromInitiator ? "request" : "response";
  const policy = uri.slice(uri.lastIndexOf("#") + 1);
  return { side, service: null, certificate, policy: policy === "" ? null : policy };
}

/** The service's id stands behind channel, token, sequence and request number, as a node id in four bytes. */
function isInClear(body: ByteReader): boolean {
  return body.peek16(16) === 0x0100 && isKnownService(body.peek(18) | (body.peek(19) << 8));
}

/** The cursor stands at the request's number, which its answer repeats. */
function readService(reader: ByteReader, context: MessageContext): UaService {
  const number = reader.u32le();
  const pending = (context.state as UaMemory | null)?.asked;
  const service = readUaService(reader, pending?.get(number) ?? null);
  if (service.side === "response") pending?.delete(number);
  if (service.asked === null) return service;
  const { asked } = memoryOf(context);
  if (asked.size >= MAX_ASKED) asked.clear();
  asked.set(number, service.asked);
  return service;
}

function observeApplication(application: UaApplication, observer: Observer, isServer: boolean): void {
  const { name, productUri, applicationUri } = application;
  if (name) observer.identity("description", `OPC UA application: ${name}`, { protocol: "opcua application-name" });
  if (applicationUri) observer.identity("description", applicationUri, { protocol: "opcua application-uri" });
  if (productUri) observer.identity("description", productUri, { protocol: "opcua product-uri" });
  if (isServer && name) observer.service({ product: name });
}

/** The host that the certificate was made for is the sender's, unless somebody moved the application since. */
function observeCertificate(
  { commonName, applicationUri, hostName }: ApplicationCertificate,
  observer: Observer,
): void {
  if (commonName) observer.identity("description", `certificate: ${commonName}`, { protocol: "opcua certificate" });
  if (applicationUri) observer.identity("description", applicationUri, { protocol: "opcua application-uri" });
  if (hostName) observer.identity("name", hostName, { protocol: "opcua certificate", inferred: true });
}

/** Stated of the server's software; that it is the device, as in a controller, and not a program on it is concluded. */
function observeBuildInfo(info: BuildInfo, observer: Observer): void {
  const { manufacturer, productName, softwareVersion } = info;
  const options = { protocol: "opcua build-info", inferred: true };
  if (manufacturer) observer.identity("vendor", manufacturer, options);
  if (productName) observer.identity("model", productName, options);
  if (softwareVersion) observer.identity("firmware", softwareVersion, options);
  const version = softwareVersion ? { version: softwareVersion } : {};
  if (productName) observer.service({ product: productName, ...version });
}

export const opcua = defineDecoder<UaMessage>({
  name: "opcua",
  title: "OPC UA",
  standard: "OPC 10000-6 (IEC 62541-6), OPC 10000-4",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [4840, 4841, 4843, 48_010, 48_020, 49_320, 53_530] }],
  security: "mixed",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [[0x41, 0x52]], fewestBytes: 8 } },
  probe(reader) {
    const isMessage = MESSAGE_TYPES.some((type) => reader.startsWith(type));
    const chunk = reader.peek(3);
    const isChunk = chunk === 0x46 || chunk === 0x43 || chunk === 0x41;
    // Little-endian size: no message is longer than 16 MB.
    return isMessage && isChunk && reader.peek(7) === 0 && reader.peek16(4) !== 0 ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < 8) return 0;
    const size = reader.peek(4) | (reader.peek(5) << 8) | (reader.peek(6) << 16);
    return MESSAGE_TYPES.some((type) => reader.startsWith(type)) && reader.peek(7) === 0 && size >= 8 ? size : -1;
  },
  read(reader, context) {
    const type = reader.latin1(3);
    const isFinal = reader.u8() === 0x46;
    const body = reader.nested(Math.min(reader.u32le() - 8, MAX_BYTES));
    if (isHello(type))
      return { side: type === "HEL" ? "request" : "response", service: null, certificate: null, policy: null };
    if (type === "OPN") return readOpen(body, context);
    // What is encrypted, and a message's later chunks, begin with no service's id.
    if (type !== "MSG" || !isFinal || !isInClear(body)) return null;
    const service = readService(body.skip(12), context);
    return { side: service.side, service, certificate: null, policy: null };
  },
  glance: glanceAtMessage,
  glanceMemory: knownChannel,
  observe({ side, service, certificate, policy }, observer, context) {
    if (side) observer.direction(side);
    // OPC 10000-7: the policies of the first versions are withdrawn, their hashes and paddings are broken.
    if (policy && OUTDATED_POLICIES.includes(policy)) observer.service({ flag: "opcua-outdated-policy" });
    if (policy && side === "response") {
      observer.identity("description", `OPC UA security policy in use: ${policy}`, {
        protocol: "opcua security-policy",
      });
    }
    if (certificate) observeCertificate(certificate, observer);
    if (!service) return;
    if (service.operation) observer.operation(service.operation);
    const memory = context.state as UaMemory | null;
    if (service.needsSession && memory?.policy === POLICY_NONE && !memory.isSessionTold) {
      observer.service({ flag: "opcua-none" });
      memory.isSessionTold = true;
    }
    if (service.application) observeApplication(service.application, observer, service.side === "response");
    if (service.buildInfo) observeBuildInfo(service.buildInfo, observer);
  },
});
