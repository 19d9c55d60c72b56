import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** DICOM PS3.8 §9.3.2 and §9.3.3; PS3.7 annex D.3.3.2 (implementation). */
const ASSOCIATE_REQUEST = 1;
const ASSOCIATE_ACCEPT = 2;
const USER_INFORMATION = 0x50;
const IMPLEMENTATION_VERSION = 0x55;
const LAST_PDU_TYPE = 7;

interface Association {
  readonly isRequest: boolean;
  readonly calledTitle: string;
  readonly callingTitle: string;
  readonly implementation: string | null;
}

function readImplementation(items: ByteReader): string | null {
  while (items.remaining >= 4) {
    const type = items.u8();
    const value = items.skip(1).nested(items.u16());
    if (type !== USER_INFORMATION) continue;
    while (value.remaining >= 4) {
      const subType = value.u8();
      const text = value.skip(1).nested(value.u16());
      if (subType === IMPLEMENTATION_VERSION) return text.latin1(text.length).trim();
    }
  }
  return null;
}

export const dicom = defineDecoder<Association>({
  name: "dicom",
  title: "DICOM",
  standard: "DICOM PS3.8 §9.3",
  family: "iot",
  carriers: [{ layer: "tcp", ports: [104, 11112] }],
  security: "cleartext",
  messagesPerFlow: 2,
  elsewhere: { tcp: { firstBytes: [0x01, 0x02], fewestBytes: 76 } },
  probe(reader) {
    const type = reader.peek(0);
    if ((type !== ASSOCIATE_REQUEST && type !== ASSOCIATE_ACCEPT) || reader.peek(1) !== 0) return "no";
    // Protocol version 1, two reserved bytes, and the application context item behind the fixed part.
    return reader.peek16(6) === 1 && reader.peek16(8) === 0 && reader.peek16(74) === 0x1000 ? "certain" : "no";
  },
  frame(reader) {
    if (reader.peek(5) < 0) return 0;
    const type = reader.peek(0);
    if (type < 1 || type > LAST_PDU_TYPE || reader.peek(1) !== 0) return -1;
    return 6 + reader.peek16(2) * 65_536 + reader.peek16(4);
  },
  read(reader) {
    const type = reader.u8();
    if (type !== ASSOCIATE_REQUEST && type !== ASSOCIATE_ACCEPT) return null;
    const calledTitle = reader.seek(10).latin1(16).trim();
    const callingTitle = reader.latin1(16).trim();
    const implementation = readImplementation(reader.skip(32));
    return { isRequest: type === ASSOCIATE_REQUEST, calledTitle, callingTitle, implementation };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    const title = message.isRequest ? message.callingTitle : message.calledTitle;
    if (title) observer.identity("instance", title);
    if (!message.implementation) return;
    if (message.isRequest) observer.identity("description", message.implementation);
    else observer.service({ product: message.implementation });
  },
});
