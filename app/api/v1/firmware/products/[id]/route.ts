import { firmwareProductDetail } from "@/lib/contracts/firmware";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getFirmwareProduct } from "@/lib/services/firmware/get-firmware-product";

export const GET = defineRoute({
  permission: "findings.read",
  params: idParams,
  response: firmwareProductDetail,
  handler: ({ actor, params }) => getFirmwareProduct(actor, params.id),
});
