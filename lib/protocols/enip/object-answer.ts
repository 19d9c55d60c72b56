import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { cipDeviceType } from "./cip-device-types";
import { type CipRequest, CLASS, SERVICE } from "./cip-request";
import { cipVendor } from "./cip-vendors";
import { type CipIdentity, formatRevision, formatSerial, readIdentity } from "./identity-object";

export type CipFact = readonly [IdentityField, string];

/** A question to an object that tells who the device is; an answer does not repeat it. */
export interface ObjectQuestion {
  readonly service: number;
  readonly classId: number;
  readonly attributeId: number | null;
}

/** What the answers of one message say. */
export interface ObjectAnswers {
  readonly identity: CipIdentity | null;
  readonly facts: readonly CipFact[];
}

const NOTHING: ObjectAnswers = { identity: null, facts: [] };
const GETS: readonly number[] = [SERVICE.getAttributesAll, SERVICE.getAttributeList, SERVICE.getAttributeSingle];
const TELLING: readonly (number | null)[] = [CLASS.identity, CLASS.tcpIp];
const MAX_ATTRIBUTES = 16;
const MAX_MEMBERS = 32;
const RESPONSE = 0x80;
/** Attribute 6 of the TCP/IP Interface object (CIP Volume 2, 5-4.3.2.6). */
const HOST_NAME = 6;

/** The question that a request asks of the first instance of a telling object; null for others. */
export function objectQuestion(request: CipRequest): ObjectQuestion | null {
  const { service, path } = request;
  if (!GETS.includes(service) || path.instanceId !== 1 || !TELLING.includes(path.classId)) return null;
  return { service, classId: path.classId as number, attributeId: path.attributeId };
}

/** One attribute of the Identity object (CIP Volume 1, 5-2.2); null for those whose length is not known here. */
function readIdentityAttribute(attribute: number | null, data: ByteReader): readonly CipFact[] | null {
  switch (attribute) {
    case 1: {
      const vendor = cipVendor(data.u16le());
      return vendor ? [["vendor", vendor]] : [];
    }
    case 2: {
      const deviceType = cipDeviceType(data.u16le());
      return deviceType ? [["description", deviceType]] : [];
    }
    case 3:
      return [["instance", String(data.u16le())]];
    case 4:
      return [["firmware", formatRevision(data.u8(), data.u8())]];
    case 5:
      data.skip(2);
      return [];
    case 6: {
      const serial = data.u32le();
      return serial === 0 ? [] : [["serial", formatSerial(serial)]];
    }
    case 7:
      return [["model", data.latin1(data.u8())]];
    default:
      return null;
  }
}

/** Get_Attribute_List (CIP Volume 1, A-4.3): each attribute has its number and status; its length only its type tells. */
function readIdentityList(data: ByteReader): readonly CipFact[] {
  const facts: CipFact[] = [];
  for (let left = Math.min(data.u16le(), MAX_ATTRIBUTES); left > 0; left -= 1) {
    const [attribute, status] = [data.u16le(), data.u16le()];
    if (status !== 0) continue;
    const found = readIdentityAttribute(attribute, data);
    if (found === null) break;
    facts.push(...found);
  }
  return facts;
}

function readHostName(question: ObjectQuestion, data: ByteReader): readonly CipFact[] {
  if (question.service === SERVICE.getAttributesAll) {
    // Status, capabilities and control; the path of the link object; five addresses; the domain, padded to even.
    data.skip(12);
    data.skip(data.u16le() * 2).skip(20);
    const domain = data.u16le();
    data.skip(domain + (domain & 1));
  } else if (question.service !== SERVICE.getAttributeSingle || question.attributeId !== HOST_NAME) {
    return [];
  }
  const name = data.latin1(data.u16le());
  return name.trim() === "" ? [] : [["name", name]];
}

/** What a successful answer says of the device. */
export function readObjectAnswer(question: ObjectQuestion, data: ByteReader): ObjectAnswers {
  if (question.classId === CLASS.tcpIp) return { identity: null, facts: readHostName(question, data) };
  if (question.service === SERVICE.getAttributesAll) return { identity: readIdentity(data), facts: [] };
  if (question.service === SERVICE.getAttributeList) return { identity: null, facts: readIdentityList(data) };
  return { identity: null, facts: readIdentityAttribute(question.attributeId, data) ?? [] };
}

/** Multiple Service Packet (CIP Volume 1, A-3.10): the answers stand in the order of the questions; null asks nothing. */
export function readMemberAnswers(questions: readonly (ObjectQuestion | null)[], reader: ByteReader): ObjectAnswers {
  // Offsets count from the number of answers.
  const data = reader.nested(reader.remaining);
  const count = Math.min(data.u16le(), MAX_MEMBERS, questions.length);
  const offsets: number[] = [];
  for (let i = 0; i < count; i += 1) offsets.push(data.u16le());
  let { identity, facts } = NOTHING;
  for (const [at, offset] of offsets.entries()) {
    const question = questions[at];
    if (!question || offset < 2 + count * 2 || offset + 4 > data.length) continue;
    const member = data.seek(offset).nested(data.remaining);
    const service = member.u8();
    const status = member.skip(1).u8();
    member.skip(member.u8() * 2);
    if (status !== 0 || service !== (question.service | RESPONSE)) continue;
    const answer = readObjectAnswer(question, member);
    identity ??= answer.identity;
    facts = [...facts, ...answer.facts];
  }
  return { identity, facts };
}
