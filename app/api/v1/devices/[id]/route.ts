import { z } from "zod";
import { deviceAsOf } from "@/lib/contracts/changes";
import { deviceDetail } from "@/lib/contracts/devices";
import { moment } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getDevice } from "@/lib/services/devices/get-device";
import { getDeviceAsOf } from "@/lib/services/devices/get-device-as-of";

export const GET = defineRoute({
  permission: "devices.read",
  params: idParams,
  query: z.strictObject({ asOf: moment.optional() }),
  response: z.union([deviceDetail, deviceAsOf]),
  handler: ({ actor, params, query: { asOf } }) =>
    asOf === undefined ? getDevice(actor, params.id) : getDeviceAsOf(actor, params.id, asOf),
});
