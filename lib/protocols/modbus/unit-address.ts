/** Registered for Modbus (Messaging on TCP/IP V1.0b §4.2). */
const OWN_PORT = 502;

/** Units 0 and 255 are the endpoint itself (Messaging on TCP/IP V1.0b §4.4.2.2). */
export const isEndpointUnit = (unit: number) => unit === 0 || unit === 255;

/**
 * A unit behind the server's port, as a child's address. A gateway with several serial lines has a port for each, and
 * unit 1 at one of them is another device than unit 1 at the next.
 */
export const unitAddress = (unit: number, port: number | null) =>
  port === null || port === OWN_PORT ? `modbus unit ${unit}` : `modbus port ${port} unit ${unit}`;
