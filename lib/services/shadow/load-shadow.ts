import "server-only";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import type { SiteScope } from "@/lib/domain/site-scope";
import { APPROVED_BEFORE } from "@/lib/domain/triage/approved-before";
import { type LikelyGroup, likelyGroups, wholeOf } from "@/lib/domain/triage/likely-group";
import { deviceIndex } from "../devices/device-index";
import { KeptByKey } from "../kept-by-key";
import { countAlike, waitingFilter } from "./waiting-devices";

const AGAIN_GROUP = {
  key: APPROVED_BEFORE,
  label: "Approved, but not every card",
  reason:
    "have a card that nobody approved: sanction them again with all their cards, or split the card off under Conflicts",
};

export interface LoadedShadow {
  readonly waiting: number;
  readonly askingAgain: number;
  /** The group with the highest risk first; before them those whose approval does not cover all of their cards. */
  readonly groups: readonly LikelyGroup[];
}

/** By scope. */
const kept = new KeptByKey<LoadedShadow>(16);

/** All that waits, in its groups. Worked out once for each state of the inventory, whoever asks and however often. */
export async function loadShadow(scope: SiteScope): Promise<LoadedShadow> {
  deviceIndex().want();
  const place = JSON.stringify([scope.site ?? null, scope.realm ?? null]);
  return kept.get(place, [await findInventoryRevision()], () => workOut(scope));
}

async function workOut(scope: SiteScope): Promise<LoadedShadow> {
  const [again, waiting] = await Promise.all([
    countAlike(waitingFilter(true, scope)),
    countAlike(waitingFilter(false, scope)),
  ]);
  const whole = wholeOf(again);
  const groups = likelyGroups(waiting);
  return {
    waiting: wholeOf(waiting)?.count ?? 0,
    askingAgain: whole?.count ?? 0,
    groups: whole === null ? groups : [{ ...AGAIN_GROUP, ...whole }, ...groups],
  };
}
