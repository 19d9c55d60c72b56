import "server-only";
import { z } from "zod";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import { writeAudit } from "@/lib/db/audit-writer";
import { bringVersionsBack } from "@/lib/db/devices/versions-ahead";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { findSetting, putSetting } from "@/lib/db/setting";
import { withTransaction } from "@/lib/db/transaction";
import { type AgeClock, ageTimeMs, lookAtClock, wasSetRight } from "@/lib/domain/setting/age-clock";

/** Among the settings because they outlive the process; nobody chooses it. */
const KEY = "age-clock";
const NAME = "Sightglass";

const stored = z.object({
  seenMs: z.number(),
  leap: z.object({ fromMs: z.number(), toMs: z.number() }).nullable(),
});

/**
 * The time by which retention counts ages: the machine's, unless it leapt lately. A leap is written to the audit log, and
 * so is its end, when the past is told anew of what was written down meanwhile. The caller holds no transaction.
 */
export function timeOfAges(now = new Date()): Promise<Date> {
  return withTransaction(async (tx) => {
    await lockInTransaction(tx, KEY);
    const parsed = stored.safeParse(await findSetting(KEY, tx));
    const before: AgeClock | null = parsed.success ? parsed.data : null;
    const clock = lookAtClock(now.getTime(), before);
    await putSetting(tx, KEY, clock, NAME);
    if (before && clock.leap && clock.leap.toMs !== before.leap?.toMs) {
      const [from, to] = [before.seenMs, now.getTime()].map((ms) => new Date(ms).toISOString().slice(0, 16));
      await writeAudit(tx, {
        userId: null,
        actor: NAME,
        action: "clock.leapt",
        summary: `The machine's clock went from ${from} to ${to} UTC. For a week nothing is let go for its age; set the clock right if it is wrong.`,
        detail: { fromMs: before.seenMs, toMs: now.getTime() },
      });
    }
    if (wasSetRight(before, clock)) {
      await lockInventory(tx);
      await bringVersionsBack(tx);
      await writeAudit(tx, {
        userId: null,
        actor: NAME,
        action: "clock.set-right",
        summary:
          "The machine's clock was set right. What the inventory learned while it was ahead counts as known from now on; entries of those days keep the time that it said.",
        detail: { aheadMs: (before?.seenMs ?? 0) - now.getTime() },
      });
    }
    return new Date(ageTimeMs(clock));
  });
}
