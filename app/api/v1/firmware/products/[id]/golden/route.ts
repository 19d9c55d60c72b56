import { firmwareProductDetail, newGoldenVersion } from "@/lib/contracts/firmware";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getFirmwareProduct } from "@/lib/services/firmware/get-firmware-product";
import { setGoldenVersion } from "@/lib/services/firmware/set-golden-version";

export const POST = defineRoute({
  permission: "firmware.approve",
  params: idParams,
  body: newGoldenVersion,
  response: firmwareProductDetail,
  status: 201,
  handler: async ({ actor, params, body }) => {
    await setGoldenVersion(actor, params.id, body);
    return getFirmwareProduct(actor, params.id);
  },
});
