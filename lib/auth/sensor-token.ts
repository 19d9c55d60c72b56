import { timingSafeEqual } from "node:crypto";
import { findSensorToken } from "@/lib/db/sensor";
import { AppError } from "@/lib/domain/errors";
import { hashToken, newToken } from "./token";

/** A program that may send batches for one sensor, and nothing else. */
export interface SensorActor {
  readonly sensorId: string;
  readonly realmId: string;
  readonly name: string;
}

const FORM = /^sgs_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/** "sgs_", the sensor's id, and 256 random bits, so that a command needs nothing but the token. */
export function newSensorToken(sensorId: string): { token: string; tokenHash: string } {
  const { token, tokenHash } = newToken();
  return { token: `sgs_${sensorId.replaceAll("-", "")}_${token}`, tokenHash };
}

/** The sensor whose token the request bears. Throws AppError("not-signed-in") for every other request, in one sentence. */
export async function requireSensor(request: Request, sensorId: string): Promise<SensorActor> {
  const header = request.headers.get("authorization") ?? "";
  const parts = FORM.exec(header.startsWith("Bearer ") ? header.slice(7) : "");
  const known = parts && parts[1] === sensorId.replaceAll("-", "") ? await findSensorToken(sensorId) : null;
  if (!parts || !known || !isEqual(hashToken(parts[2] as string), known.tokenHash)) {
    throw new AppError("not-signed-in", "The sensor's token is not known or was revoked. Add the sensor again.");
  }
  return { sensorId, realmId: known.realmId, name: known.name };
}

/** In a time that does not depend on where they differ. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, "hex"), Buffer.from(b, "hex")];
  return left.length === right.length && timingSafeEqual(left, right);
}
