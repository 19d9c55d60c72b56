import { type Draw, drawFrom } from "../draw";
import { buildFleet } from "../fleet";
import type { PlantDevice } from "../plant";
import { CONN_FIELDS, zeekTsv } from "../zeek-table";
import { daysFrom, type Habit, hoursOn, plantHabits } from "./habits";

export interface SimulateWeeksOptions {
  readonly seed: number;
  /** Midnight (UTC) of the first day, in ms. */
  readonly firstDayMs: number;
  readonly days: number;
  /** A firewall in the plant: what it blocks is tried and never answered. Without one everything passes. */
  readonly isBlocked?: (habit: Habit) => boolean;
}

/** One connection that somebody tried. */
export interface PlayedSession {
  readonly habit: Habit;
  readonly atMs: number;
  readonly isBlocked: boolean;
}

export interface SimulatedWeeks {
  /** A conn.log a day, as Zeek rotates them. */
  readonly files: readonly { readonly path: string; readonly realm: string; readonly bytes: Uint8Array }[];
  /** The truth: everything that was tried. */
  readonly sessions: readonly PlayedSession[];
  readonly devices: readonly PlantDevice[];
}

const HOUR_MS = 3_600_000;
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";

/**
 * What a Zeek sensor at the core of the waterworks writes over weeks, and the truth about it. The same options give the
 * same bytes everywhere; the plant has the same devices and habits in every week.
 */
export function simulateWeeks({
  seed,
  firstDayMs,
  days,
  isBlocked = () => false,
}: SimulateWeeksOptions): SimulatedWeeks {
  const devices = buildFleet(drawFrom(seed));
  const habits = plantHabits(devices);
  const sessions: PlayedSession[] = [];
  const files = daysFrom(firstDayMs, days).map((dayMs) => {
    const draw = drawFrom(seed + dayMs / HOUR_MS);
    const today = habits.flatMap((habit) =>
      hoursOn(habit.rhythm, dayMs).map((hour) => ({
        habit,
        // Within the hour, with time left to end in it.
        atMs: dayMs + hour * HOUR_MS + draw(50 * 60) * 1000 + draw(1000),
        isBlocked: isBlocked(habit),
      })),
    );
    today.sort((a, b) => a.atMs - b.atMs);
    sessions.push(...today);
    const rows = today.flatMap((session) => rowsOf(session, draw));
    const text = zeekTsv({ path: "conn", fields: CONN_FIELDS, rows });
    const day = new Date(dayMs).toISOString().slice(0, 10);
    return { path: `zeek/${day}/conn.log`, realm: "plant", bytes: new TextEncoder().encode(text) };
  });
  return { files, sessions, devices };
}

/** A connection that passes is one line; one that is blocked is tried twice and not answered. */
function rowsOf({ habit, atMs, isBlocked }: PlayedSession, draw: Draw): (string | number | null)[][] {
  const { client, server, transport, port, zeekService } = habit;
  return Array.from({ length: isBlocked ? 2 : 1 }, (_, again) => {
    const seconds = ((atMs + again * 3_000) / 1000).toFixed(6);
    const uid = `C${Array.from({ length: 16 }, () => ALPHABET[draw(ALPHABET.length)]).join("")}`;
    const ends = [seconds, uid, client.ip, 49_152 + draw(16_000), server.ip, port, transport];
    if (isBlocked) return [...ends, null, null, null, null, "S0", transport === "tcp" ? "S" : "D", 1, 60, 0, 0];
    const [out, back] = [200 + draw(2_000), 400 + draw(9_000)];
    const duration = (1 + draw(90_000) / 1000).toFixed(6);
    const history = transport === "tcp" ? "ShADadFf" : "Dd";
    return [...ends, zeekService, duration, out, back, "SF", history, 5, out + 200, 6, back + 240];
  });
}
