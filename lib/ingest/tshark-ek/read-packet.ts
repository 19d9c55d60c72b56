import { EkPacket } from "./ek-packet";
import { flattenPacket } from "./flatten-packet";
import type { PacketText } from "./packet-texts";

const DECODER = new TextDecoder();

/** The packet that the text prints; null when it is damaged, not whole or none. */
export function readPacket({ bytes, trueLength, end }: PacketText, isList: boolean): EkPacket | null {
  if (trueLength > bytes.length || end === "broken") return null;
  const text = DECODER.decode(bytes);
  return isList ? flattenPacket(text) : parseEk(text);
}

function parseEk(line: string): EkPacket | null {
  try {
    const json: unknown = JSON.parse(line);
    const isPacket = typeof json === "object" && json !== null && "layers" in json;
    return isPacket ? new EkPacket(json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
