import type { ByteReader } from "../byte-reader";
import { BER, readBer } from "../framing/ber";

/** ISO 8650-1 fields of AARQ and AARE that are looked at, by their context tags. */
const TAG = { respondingTitle: 0xa4, mechanismRequest: 0x8b, authenticationRequest: 0xac } as const;
/** Mechanism 1 under 2.16.756.5.8.2: low level security, which is a password in clear. */
const LOW_LEVEL = "60857405080201";
const MAX_FIELDS = 24;

export interface Association {
  /** The responding application process's title: the server's system title. */
  readonly title: ByteReader | null;
  readonly hasPassword: boolean;
}

/** The cursor stands at the tag of an AARQ or AARE. */
export function readAssociation(body: ByteReader): Association {
  const fields = readBer(body).value;
  let title: ByteReader | null = null;
  let isLowLevel = false;
  let hasValue = false;
  for (let count = 0; fields.remaining > 0 && count < MAX_FIELDS; count += 1) {
    const { tag, value } = readBer(fields);
    if (tag === TAG.respondingTitle) {
      const inner = readBer(value);
      if (inner.tag === BER.octetString) title = inner.value;
    }
    if (tag === TAG.mechanismRequest) isLowLevel = value.hex(value.remaining) === LOW_LEVEL;
    if (tag === TAG.authenticationRequest) hasValue = value.remaining > 2;
  }
  return { title, hasPassword: isLowLevel && hasValue };
}
