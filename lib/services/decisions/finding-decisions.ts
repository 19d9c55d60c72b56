import "server-only";
import { loadFindingsOf } from "@/lib/db/findings/finding";
import type { Sql } from "@/lib/db/sql";
import type { Device } from "@/lib/domain/device/device";
import { INPUT_VALUES } from "@/lib/domain/finding/override-input";
import { evidenceKeyOf } from "@/lib/domain/finding/overrule-finding";
import { placelessOf } from "../findings/judge-findings";
import { endOfWord, type MakeDecisions, refuse } from "./make-decisions";

/** A person's verdict holds for the evidence that was there: other evidence asks anew. */
export const overrule: MakeDecisions<"overrule"> = async (
  { finding, verdict, expiresAt },
  { tx, devices, said, each },
) => {
  const expiresAtUs = endOfWord(expiresAt);
  const found = await findingOnEach(tx, finding, devices);
  return each(({ id, anchor }) => {
    const evidence = evidenceKeyOf(placelessOf(found(id)));
    return { ...said(), kind: "overrule", anchor, finding, verdict, evidence, expiresAtUs };
  });
};

export const input: MakeDecisions<"input"> = async (decide, { tx, devices, said, each }) => {
  const { finding, input: name, value } = decide;
  const expiresAtUs = endOfWord(decide.expiresAt);
  if (!INPUT_VALUES[name].includes(value)) {
    throw refuse("value", `${name} is one of: ${INPUT_VALUES[name].join(", ")}.`);
  }
  await findingOnEach(tx, finding, devices);
  return each(({ anchor }) => ({
    ...said(),
    kind: "input",
    anchor,
    finding,
    input: name,
    inputValue: value,
    expiresAtUs,
  }));
};

/** Only what a verdict asks can be answered, so that no text of a request settles what nobody asked. */
export const answer: MakeDecisions<"answer"> = async (decide, { tx, devices, said, each }) => {
  const { question, answer: given } = decide;
  const [device] = devices as [Device];
  const isAsked = (await loadFindingsOf(tx, [device.id])).some((it) =>
    placelessOf(it).detail.verdict?.questions.some(({ key }) => key === question),
  );
  if (!isAsked) throw refuse("question", "No verdict on the device asks this any more. Load the page again.");
  return each(({ anchor }) => ({ ...said(), kind: "answer", anchor, question, answer: given }));
};

/** The finding of each device by its id. Throws where a device has it no more. */
async function findingOnEach(tx: Sql, finding: string, devices: readonly Device[]) {
  const ids = devices.map(({ id }) => id);
  const stored = (await loadFindingsOf(tx, ids)).filter(({ kind, key }) => `${kind} ${key}` === finding);
  const found = new Map(stored.map((it) => [it.deviceId, it]));
  if (ids.some((id) => !found.has(id))) {
    throw refuse("finding", "A device does not have this finding any more. Load the page again.");
  }
  return (id: string) => found.get(id) as (typeof stored)[number];
}
