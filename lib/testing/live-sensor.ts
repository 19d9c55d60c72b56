import { requireSensor, type SensorActor } from "@/lib/auth/sensor-token";
import { systemActor } from "@/lib/auth/session";
import { makeBatches } from "@/lib/cli/sensor/make-batches";
import { type SensorBatch, sensorBatch } from "@/lib/contracts/sensors";
import { CaptureSession } from "@/lib/ingest/capture/capture-session";
import { addSensor } from "@/lib/services/sensors/add-sensor";

const health = {
  interfaceName: "eth1",
  program: "tcpdump",
  received: 1,
  dropped: null,
  decoded: 1,
  ignored: 0,
  spoolBatches: 0,
  spoolBytes: 0,
  startedAtUs: 1,
  everyMs: null,
  silentMs: 0,
  link: "up" as const,
  sent: null,
};

/**
 * The capture as a sensor would send it, what was learned taken so many times. All of one `day`, numbered from `firstSeq`
 * on; as it travels, through JSON and the contract.
 */
export function batchesOf(
  bytes: Uint8Array,
  pieces: number,
  { day, nowMs, firstSeq = 1 }: { readonly day: string; readonly nowMs: number; readonly firstSeq?: number },
): SensorBatch[] {
  const session = new CaptureSession();
  const size = Math.ceil(bytes.length / pieces);
  const made = [];
  for (let at = 0; at < bytes.length; at += size) {
    session.push(bytes.slice(at, at + size));
    made.push(...makeBatches(session.take(), { nowMs, dropped: 0, health }));
  }
  made.push(...makeBatches(session.finish(), { nowMs, dropped: 0, health }));
  return made.map((it, at) => {
    const numbered = { ...it, day, seq: firstSeq + at, lostBatches: 0, lostPackets: 0 };
    return sensorBatch.parse(JSON.parse(JSON.stringify(numbered)));
  });
}

export async function newSensor(
  name = "cell 3",
  realm = "plant",
): Promise<{ actor: SensorActor; id: string; token: string }> {
  const { id, token } = await addSensor(systemActor, { site: "Plant", realm, name });
  const request = new Request("http://127.0.0.1/", { headers: { authorization: `Bearer ${token}` } });
  return { actor: await requireSensor(request, id), id, token };
}
