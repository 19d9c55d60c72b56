import "server-only";
import { sql } from "@/lib/db/client";
import { findConversationRevision } from "@/lib/db/flows/conversation";
import { readConversationPages, readFlowsOf } from "@/lib/db/flows/recorded-conversation";
import { loadContents } from "@/lib/db/imports/source-content";
import { Prediction, type WhatIf } from "@/lib/domain/target/predict-cuts";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import type { TargetPlaces } from "@/lib/domain/target/target-places";
import { KeptByKey } from "../kept-by-key";
import { targetPlaces } from "./followed-places";
import { type WatchedTime, watchedTime } from "./watched-time";

export interface RecordedWhatIf {
  readonly whatIf: WhatIf;
  readonly watched: WatchedTime;
}

/** A few versions that people compare. */
const kept = new KeptByKey<RecordedWhatIf>(4);

/**
 * What a version of a target would do to everything that was recorded, and where it puts the devices. Worked out once for
 * each state of conversations, of the times that were watched and of the places of devices (docs/decisions/0017): nearly
 * every change of a device leaves it as it is. A version never changes.
 */
export async function recordedWhatIf(
  id: string,
  version: number,
  design: TargetDesign,
): Promise<RecordedWhatIf & { readonly places: TargetPlaces }> {
  // Conversations first: what comes while devices are read is then looked at again by who asks next.
  const [revision, watched] = await Promise.all([findConversationRevision(), watchedTime()]);
  const places = await targetPlaces(id, version, design);
  const found = await kept.get(`${id} ${version}`, [revision, watched, places, places.moves], async () => ({
    whatIf: await predictOverRecorded(design, places, watched),
    watched,
  }));
  return { ...found, places };
}

/** Runs the design over all conversations, and over the single flows of those that it cuts. */
export async function predictOverRecorded(
  design: TargetDesign,
  places: TargetPlaces,
  watched: WatchedTime,
): Promise<WhatIf> {
  const { days, timeZoneOf } = watched;
  const prediction = new Prediction(design, { placements: places, evidenceDays: days, timeZoneOf });
  const contents = await loadContents(sql, null);
  for await (const conversations of readConversationPages()) {
    const cut = conversations.filter((it) => !prediction.addConversation(it));
    for await (const flows of readFlowsOf(cut, contents)) for (const flow of flows) prediction.add(flow);
  }
  return prediction.finish();
}
