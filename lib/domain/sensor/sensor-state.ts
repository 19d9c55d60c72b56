import { countOf } from "../say-count";

export const SENSOR_STATES = ["waiting", "live", "hears-nothing", "late", "away", "revoked"] as const;
export type SensorState = (typeof SENSOR_STATES)[number];

/** What the system says of a network interface: it works, has no link partner, was turned off, is not there any more. */
export const SENSOR_LINKS = ["up", "no-carrier", "down", "missing"] as const;
export type SensorLink = (typeof SENSOR_LINKS)[number];

/** From when on a sensor that hears no packet is named as that: silence of minutes is rare on a mirror port. */
export const HEARS_NOTHING_AFTER_MS = 3 * 60_000;
/** Of sensors that do not say how often they send. */
const USUAL_EVERY_MS = 60_000;
/** How much later than its interval a batch may come: it is made, sent, and perhaps sent again. */
const LEAST_SLACK_MS = 2 * 60_000;
const AWAY_AFTER_MS = 60 * 60_000;

/** From when on a sensor is late that sends so often: half an interval behind its time, three minutes at the usual one. */
const lateAfterMs = (everyMs: number) => everyMs + Math.max(LEAST_SLACK_MS, everyMs / 2);

/** What is known of a sensor when somebody looks. */
export interface SensorSigns {
  readonly hasToken: boolean;
  /** Since its last batch came; negative when that was while the clock was ahead, null before the first. */
  readonly sinceBatchMs: number | null;
  /** For how long it had heard nothing when it made that batch; null when it did not say. */
  readonly silentMs: number | null;
  /** How often it sends; null when it did not say. */
  readonly everyMs: number | null;
  readonly interfaceName: string | null;
  readonly link: SensorLink | null;
}

export function sensorState({ hasToken, sinceBatchMs, silentMs, everyMs }: SensorSigns): SensorState {
  if (!hasToken) return "revoked";
  if (sinceBatchMs === null) return "waiting";
  const lateMs = lateAfterMs(everyMs ?? USUAL_EVERY_MS);
  if (sinceBatchMs > Math.max(AWAY_AFTER_MS, 2 * lateMs)) return "away";
  // One that came while the clock was ahead says of now only that nothing came since that was set right.
  if (Math.abs(sinceBatchMs) > lateMs) return "late";
  return (silentMs ?? 0) >= HEARS_NOTHING_AFTER_MS ? "hears-nothing" : "live";
}

export interface SensorTrouble {
  /** What is wrong, to be read behind the sensor's name. */
  readonly sentence: string;
  /** What to do next. */
  readonly advice: string;
}

/** What is wrong with a sensor that should bring something, and what to do next; null when nothing is. */
export function sensorTrouble(signs: SensorSigns): SensorTrouble | null {
  const state = sensorState(signs);
  const sinceMs = signs.sinceBatchMs ?? 0;
  if (state === "late" || state === "away") {
    return {
      sentence:
        sinceMs < 0
          ? "has sent nothing since this machine's clock was set back: it was ahead when the last batch came."
          : `has sent nothing for ${sayDuration(sinceMs)}.`,
      advice:
        "See whether its machine runs and reaches this server, and what the sensor printed last (journalctl, if systemd runs it). What it hears meanwhile waits on its disk.",
    };
  }
  if (state !== "hears-nothing") return null;
  const name = signs.interfaceName ?? "the interface";
  return {
    sentence: `has heard no packet for ${sayDuration((signs.silentMs ?? 0) + Math.max(0, sinceMs))}${REASONS[signs.link ?? "up"](name)}.`,
    advice: silenceAdvice(name, signs.link),
  };
}

const REASONS: Readonly<Record<SensorLink, (name: string) => string>> = {
  up: () => "",
  "no-carrier": (name) => `: ${name} has no link`,
  down: (name) => `: ${name} is down`,
  missing: (name) => `: there is no ${name} any more`,
};

/** What to look at when no packet comes on an interface whose link is as told; null = nobody knows. */
export function silenceAdvice(name: string, link: SensorLink | null): string {
  if (link === "missing")
    return `See what the machine calls its interfaces now ("ip link"), and start the sensor with that name.`;
  if (link === "down") return `Bring it up: sudo ip link set ${name} up.`;
  if (link === "no-carrier") return "See to the cable, the tap, and whether the switch port at its other end is on.";
  return `See whether the mirror port or tap still sends to ${name}, whether it has a link ("ip link show ${name}"), and whether --filter leaves everything out.`;
}

const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
] as const;

/** "3 minutes", "26 hours", "2 days": the largest unit of which there are two, down to minutes. */
export function sayDuration(ms: number): string {
  const [size, unit] = UNITS.find(([it]) => ms >= it * 2) ?? [60_000, "minute"];
  return countOf(Math.floor(ms / size), unit);
}
