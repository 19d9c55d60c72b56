import { concat, le32, type Part } from "../bytes";

/** OPC UA Part 6 §7.1: message header, then the body. */
const message = (type: string, body: Part): Uint8Array => {
  const bytes = concat(body);
  return concat(type, "F", le32(bytes.length + 8), bytes);
};
const text = (value: string) => concat(le32(value.length), value);

export const hello = (endpointUrl: string) =>
  message("HEL", concat(le32(0), le32(65536), le32(65536), le32(0), le32(0), text(endpointUrl)));
export const acknowledge = () => message("ACK", concat(le32(0), le32(65536), le32(65536), le32(0), le32(0)));

/** Part 6 §7.1.2.3: asymmetric security header; policy None carries no certificate. */
export const openSecureChannel = (policy: "None" | "Basic256Sha256") =>
  message(
    "OPN",
    concat(
      le32(0),
      text(`http://opcfoundation.org/UA/SecurityPolicy#${policy}`),
      le32(0xffffffff),
      le32(0xffffffff),
      le32(1),
      le32(1),
      new Uint8Array(40),
    ),
  );
