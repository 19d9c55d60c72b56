import type { ByteReader } from "../byte-reader";
import { readLocalizedText, readUaString, skipUaString } from "./binary";

/** OPC 10000-4 clause 7.2: who an application says it is. */
export interface UaApplication {
  readonly applicationUri: string | null;
  readonly productUri: string | null;
  readonly name: string | null;
  /** 0 server, 1 client, 2 both, 3 discovery server. */
  readonly type: number;
}

const MAX_LIST = 64;

export function readApplication(reader: ByteReader): UaApplication {
  const applicationUri = readUaString(reader);
  const productUri = readUaString(reader);
  const name = readLocalizedText(reader);
  const type = reader.u32le();
  skipUaString(reader);
  skipUaString(reader);
  const urls = reader.u32le();
  for (let i = 0; urls !== 0xffffffff && i < Math.min(urls, MAX_LIST); i += 1) skipUaString(reader);
  return { applicationUri, productUri, name, type };
}

/** First server of a list of endpoint descriptions (clause 7.14), or null for an empty list. */
export function readFirstEndpointServer(reader: ByteReader): UaApplication | null {
  const count = reader.u32le();
  if (count === 0 || count === 0xffffffff) return null;
  skipUaString(reader);
  return readApplication(reader);
}

/** A list of application descriptions (FindServers); only a list of one surely speaks of who sends it. */
export function readOnlyApplication(reader: ByteReader): UaApplication | null {
  return reader.u32le() === 1 ? readApplication(reader) : null;
}

/** OPC 10000-5 clause 12.4: what the server is made of. */
export interface BuildInfo {
  readonly productUri: string | null;
  readonly manufacturer: string | null;
  readonly productName: string | null;
  readonly softwareVersion: string | null;
}

export function readBuildInfo(reader: ByteReader): BuildInfo {
  const [productUri, manufacturer, productName, softwareVersion] = [
    readUaString(reader),
    readUaString(reader),
    readUaString(reader),
    readUaString(reader),
  ];
  return { productUri, manufacturer, productName, softwareVersion };
}
