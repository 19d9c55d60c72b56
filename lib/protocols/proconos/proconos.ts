import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** KW-Software's runtime in many makers' controllers. Not published; layout of the answer as in public research. */
const START = 0xcc;
const IDENTIFY = 0x01;
const MIN_BYTES = 10;
const ANSWER_BYTES = 110;
/** Where zero-ended texts stand in the answer: the runtime, the controller, the project. */
const TEXT_AT = { runtime: 12, model: 44, project: 77 } as const;

interface ProconosMessage {
  readonly facts: readonly (readonly [IdentityField, string])[];
}

function zeroEnded(reader: ByteReader, at: number): string {
  reader.seek(at);
  const length = reader.indexOf(0, 32);
  const value = length > 0 ? reader.latin1(length).trim() : "";
  return /^[\x20-\x7e]+$/.test(value) ? value : "";
}

export const proconos = defineDecoder<ProconosMessage>({
  name: "proconos",
  title: "ProConOS",
  standard: "KW-Software ProConOS protocol, as described by public research",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [20_547] }],
  security: "unauthenticated",
  messagesPerFlow: 32,
  elsewhere: { tcp: NEVER_CERTAIN },
  probe(reader) {
    const isHead = reader.peek(0) === START && reader.peek(1) === IDENTIFY && reader.peek(2) === 0;
    return isHead && reader.remaining >= MIN_BYTES ? "maybe" : "no";
  },
  frame: (reader) => (reader.peek(0) === START && reader.remaining < MIN_BYTES ? 0 : reader.remaining),
  read(reader, context) {
    if (context.fromInitiator || reader.peek() !== START || reader.remaining < ANSWER_BYTES) return null;
    const runtime = zeroEnded(reader, TEXT_AT.runtime);
    const project = zeroEnded(reader, TEXT_AT.project);
    const facts: [IdentityField, string][] = [
      ["model", zeroEnded(reader, TEXT_AT.model)],
      ["description", runtime],
      ["description", project === "" ? "" : `project ${project}`],
    ];
    return { facts: facts.filter(([, value]) => value !== "") };
  },
  observe({ facts }, observer) {
    observer.direction("response");
    for (const [field, value] of facts) observer.identity(field, value);
  },
});
