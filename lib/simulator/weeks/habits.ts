import { OUTSIDE, type OutsideHost } from "../outside";
import type { PlantDevice } from "../plant";
import { inSegment, named } from "../scenes/scene";

/** When something is done, on the plant's own clock (UTC). Hours are 0 to 23, weekdays 0 Monday to 6 Sunday. */
export type Rhythm =
  | { readonly every: "day"; readonly hours: readonly number[] }
  | { readonly every: "week"; readonly weekdays: readonly number[]; readonly hours: readonly number[] }
  | { readonly every: "month"; readonly dayOfMonth: number; readonly hour: number }
  | { readonly every: "month"; readonly nth: number; readonly weekday: number; readonly hour: number };

/** One host that asks another for the same thing again and again. */
export interface Habit {
  readonly name: string;
  readonly client: PlantDevice;
  readonly server: PlantDevice | OutsideHost;
  readonly transport: "tcp" | "udp";
  readonly port: number;
  /** Zeek's name of the protocol; null when it recognises none. */
  readonly zeekService: string | null;
  readonly rhythm: Rhythm;
}

const SHIFTS = [1, 5, 9, 13, 17, 21];
const WORKING_DAYS = [0, 1, 2, 3, 4];

/** What the waterworks does over weeks: polling, office work, a weekly backup, and two jobs that come once a month. */
export function plantHabits(devices: readonly PlantDevice[]): Habit[] {
  const device = (name: string) => named({ devices }, name);
  const habit = (
    name: string,
    client: PlantDevice,
    server: Habit["server"],
    [zeekService, transport, port]: readonly [string | null, "tcp" | "udp", number],
    rhythm: Rhythm,
  ): Habit => ({ name, client, server, transport, port, zeekService, rhythm });

  const modbus = ["modbus", "tcp", 502] as const;
  const http = ["http", "tcp", 80] as const;
  const smb = ["smb", "tcp", 445] as const;
  const tls = ["ssl", "tcp", 443] as const;
  const dns = ["dns", "udp", 53] as const;
  const ntp = ["ntp", "udp", 123] as const;
  const daily = { every: "day", hours: SHIFTS } as const;
  const atWork = { every: "week", weekdays: WORKING_DAYS, hours: [8, 13] } as const;

  const controllers = devices.filter(({ role, unitId }) => role === "plc" && unitId !== undefined);
  const machines = inSegment({ devices }, "enterprise").filter(({ role }) => role === "workstation");
  const panels = inSegment({ devices }, "supervision").filter(({ role }) => role === "hmi");
  return [
    ...controllers.map((plc) => habit("polling", device("SCADA-SERVER"), plc, modbus, daily)),
    ...panels.map((panel) => habit("clock", panel, device("NTP-1"), ntp, { every: "day", hours: [0, 12] })),
    ...machines.map((machine) => habit("names", machine, device("DC-1"), dns, atWork)),
    ...machines.slice(0, 6).map((machine) => habit("reports", machine, device("MIRROR-1"), http, atWork)),
    ...machines.slice(0, 2).map((machine) => habit("reports", machine, device("HISTORIAN-1"), http, atWork)),
    habit("mirror", device("HISTORIAN-1"), device("MIRROR-1"), tls, { every: "day", hours: [3, 15] }),
    habit("backup", device("SCADA-SERVER"), device("FILE-1"), smb, { every: "week", weekdays: [5], hours: [2] }),
    habit("updates", device("PATCH-1"), OUTSIDE.updates, tls, { every: "week", weekdays: [1], hours: [4] }),
    habit("sewing", device("BROTHER-SEW-7"), OUTSIDE.socialNetwork, tls, daily),
    // Between the same zones and by the same protocol as the daily reports: it must not drown in them.
    habit("month-end", device("FILE-1"), device("HISTORIAN-1"), http, { every: "month", dayOfMonth: 1, hour: 2 }),
    habit("calibration", device("EWS-1"), device("PLC-1"), ["ssh", "tcp", 22], {
      ...{ every: "month", nth: 2, weekday: 2, hour: 10 },
    }),
  ];
}

const DAY_MS = 86_400_000;

/** Hours of the day on which the habit is followed; `dayMs` is the day's midnight, UTC. */
export function hoursOn(rhythm: Rhythm, dayMs: number): readonly number[] {
  const date = new Date(dayMs);
  const weekday = (date.getUTCDay() + 6) % 7;
  switch (rhythm.every) {
    case "day":
      return rhythm.hours;
    case "week":
      return rhythm.weekdays.includes(weekday) ? rhythm.hours : [];
    case "month": {
      const isDue =
        "dayOfMonth" in rhythm
          ? date.getUTCDate() === rhythm.dayOfMonth
          : weekday === rhythm.weekday && Math.floor((date.getUTCDate() - 1) / 7) === rhythm.nth - 1;
      return isDue ? [rhythm.hour] : [];
    }
  }
}

/** Midnights (UTC, in ms) of so many days from the first one on. */
export function daysFrom(firstDayMs: number, days: number): number[] {
  return Array.from({ length: days }, (_, index) => firstDayMs + index * DAY_MS);
}
