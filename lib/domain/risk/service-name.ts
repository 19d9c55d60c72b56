import type { DeviceService } from "../device/device";
import { protocolTitle } from "../service/protocol-titles";

/** "Telnet (TCP 23)"; layer-2 protocols by their name alone. */
export function serviceName({
  protocol,
  transport,
  port,
}: Pick<DeviceService, "protocol" | "transport" | "port">): string {
  const title = protocolTitle(protocol);
  return port === null ? title : `${title} (${transport.toUpperCase()} ${port})`;
}
