import type { FingerprintRow } from "./fingerprint";
import { APPLIANCE_ROWS } from "./rows/appliances";
import { CONSOLE_ROWS } from "./rows/consoles";
import { INDUSTRIAL_ROWS } from "./rows/industrial";
import { NETWORK_ROWS } from "./rows/network-gear";
import { SERVER_ROWS } from "./rows/servers";
import { THING_ROWS } from "./rows/things";

/** All rows that Sightglass ships, the most telling first. */
export const FINGERPRINT_ROWS: readonly FingerprintRow[] = [
  ...INDUSTRIAL_ROWS,
  ...NETWORK_ROWS,
  ...THING_ROWS,
  ...APPLIANCE_ROWS,
  ...CONSOLE_ROWS,
  ...SERVER_ROWS,
];
