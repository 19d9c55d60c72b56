import { batchAnswer, sensorBatch } from "@/lib/contracts/sensors";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { packedJsonOf } from "@/lib/http/packed-json";
import { requireShape } from "@/lib/http/require-shape";
import { takeBatch } from "@/lib/services/sensors/take-batch";

/** A program's door, not a person's: the token of the sensor opens it, and nothing else. */
export const POST = defineRoute({
  permission: "sensor",
  params: idParams,
  response: batchAnswer,
  handler: async ({ actor, request }) => {
    const batch = requireShape(sensorBatch, await packedJsonOf(request));
    return { seq: batch.seq, ...(await takeBatch(actor, batch, Date.now())) };
  },
});
