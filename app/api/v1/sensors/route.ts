import { addedSensor, addSensor as addSensorInput, sensorList } from "@/lib/contracts/sensors";
import { defineRoute } from "@/lib/http/define-route";
import { addSensor } from "@/lib/services/sensors/add-sensor";
import { listSensors } from "@/lib/services/sensors/list-sensors";

export const GET = defineRoute({
  permission: "sites.read",
  response: sensorList,
  handler: ({ actor }) => listSensors(actor),
});

export const POST = defineRoute({
  permission: "sensors.edit",
  body: addSensorInput,
  response: addedSensor,
  status: 201,
  handler: ({ actor, body }) => addSensor(actor, body),
});
