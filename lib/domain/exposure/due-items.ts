import { compareText } from "../compare-text";
import { groupRows } from "../group-rows";
import { compareKeys } from "../keyset";
import type { TimeUs } from "../observation";

const DAY_US = 86_400_000_000;
/** What ends within so many days is due. */
export const SOON_US = 30 * DAY_US;
/** What has ended stays in the queue for so long: afterwards nobody misses it. */
export const ENDED_US = 30 * DAY_US;

export const DUE_KINDS = ["access", "contract", "destination", "conduit"] as const;
export type DueKind = (typeof DUE_KINDS)[number];

/** "over": its day is past; "soon": within 30 days; "open": it has no end, or a duty that nobody has filled in. */
export const DUE_STATES = ["over", "soon", "open"] as const;
export type DueState = (typeof DUE_STATES)[number];

/** Something that ends, or that somebody has to look at again. */
export interface DueItem {
  readonly kind: DueKind;
  /** Of the grant, supplier, answer or conduit. */
  readonly id: string;
  readonly state: DueState;
  /** The day in question, "2026-12-10"; null where there is none. */
  readonly on: string | null;
  readonly title: string;
  /** Sentences that say what is to be done about it and why. */
  readonly because: readonly string[];
}

export interface DueInput {
  readonly suppliers: readonly {
    readonly id: string;
    readonly name: string;
    readonly contract: string | null;
    /** A day, its last. */
    readonly contractUntil: string | null;
    readonly securityTerms: string | null;
  }[];
  readonly grants: readonly {
    readonly id: string;
    readonly supplierId: string;
    readonly supplier: string;
    readonly tool: string;
    readonly state: string;
    readonly validUntilUs: TimeUs;
  }[];
  /** The answers that hold or held last, one for each question. */
  readonly answers: readonly {
    readonly id: string;
    readonly title: string;
    readonly neededBy: string | null;
    readonly expiresAtUs: TimeUs | null;
  }[];
  readonly conduits: readonly {
    readonly id: string;
    readonly fromName: string;
    readonly toName: string;
    readonly owner: string | null;
    readonly reviewOn: string | null;
    readonly enforcementPoint: string | null;
  }[];
}

/**
 * What ends or is to be looked at again: approved access, contracts, answers about destinations, conduits. What is over
 * comes first, the longest of it at the top, then what is next, then what has no day.
 */
export function dueItems({ suppliers, grants, answers, conduits }: DueInput, nowUs: TimeUs): DueItem[] {
  const approved = grants.filter((it) => it.state === "approved");
  const ofSameTool = groupRows(grants, toolOfSupplier);
  const held = groupRows(
    approved.filter((it) => it.validUntilUs > nowUs),
    (it) => it.supplierId,
  );
  const items = [
    ...approved.flatMap((it) => dueAccess(it, ofSameTool.get(toolOfSupplier(it)) ?? [], nowUs)),
    ...suppliers.flatMap((it) => dueContract(it, held.get(it.id) ?? [], nowUs)),
    ...answers.flatMap((it) => dueAnswer(it, nowUs)),
    ...conduits.flatMap((it) => dueConduit(it, nowUs)),
  ];
  return items.sort((a, b) => compareKeys(dueKey(a), dueKey(b)));
}

/** What the queue is ordered by. */
export function dueKey({ state, on, title, id }: Pick<DueItem, "state" | "on" | "title" | "id">) {
  return [DUE_STATES.indexOf(state), on ?? "", title, id] as const;
}

const toolOfSupplier = ({ supplierId, tool }: DueInput["grants"][number]) => `${supplierId} ${tool.toLowerCase()}`;

/** @param same grants of the same supplier and tool */
function dueAccess(grant: DueInput["grants"][number], same: DueInput["grants"], nowUs: TimeUs): DueItem[] {
  const { id, supplier, tool, validUntilUs } = grant;
  const state = stateOf(validUntilUs, nowUs);
  if (state === null || validUntilUs < nowUs - ENDED_US) return [];
  // Somebody asked for it anew, or has it already: nothing is left to do about the old one.
  const isFollowed = same.some(
    (it) =>
      it.id !== id &&
      (it.state === "approved" || it.state === "requested") &&
      it.validUntilUs > Math.max(nowUs, validUntilUs),
  );
  if (isFollowed) return [];
  const because =
    state === "over"
      ? "It has ended: sessions after that raise an item. Ask anew if it is still needed."
      : "It ends by itself. Ask anew if it is still needed.";
  return [{ kind: "access", id, state, on: dayOf(validUntilUs), title: `${supplier}, ${tool}`, because: [because] }];
}

function dueContract(
  { id, name, contract, contractUntil, securityTerms }: DueInput["suppliers"][number],
  held: DueInput["grants"],
  nowUs: TimeUs,
): DueItem[] {
  const untilUs = contractUntil === null ? null : endOfContractUs(contractUntil);
  const ending = untilUs === null ? null : stateOf(untilUs, nowUs);
  const because: string[] = [];
  if (ending === "over") because.push("The contract has ended.");
  if (ending === "soon") because.push("The contract ends.");
  const outlasting = untilUs === null ? [] : held.filter((it) => it.validUntilUs > untilUs);
  if (outlasting.length > 0) {
    const tools = [...new Set(outlasting.map(({ tool }) => tool))].sort(compareText).join(", ");
    because.push(`Approved access outlasts it: ${tools}.`);
  }
  if (held.length > 0 && contract === null) because.push("It has access, and no contract is named.");
  if (held.length > 0 && contract !== null && untilUs === null)
    because.push("It has access, and nobody named an end of the contract.");
  if (held.length > 0 && securityTerms === null) because.push("It has access, and no security terms are named.");
  if (because.length === 0) return [];
  return [{ kind: "contract", id, state: ending ?? "open", on: contractUntil, title: name, because }];
}

function dueAnswer({ id, title, neededBy, expiresAtUs }: DueInput["answers"][number], nowUs: TimeUs): DueItem[] {
  const state = expiresAtUs === null ? null : stateOf(expiresAtUs, nowUs);
  if (expiresAtUs === null || state === null) return [];
  const who = neededBy === null ? "It was to be closed" : `${neededBy} needs it`;
  const because = `${who}; ${state === "over" ? "the answer has ended, and the question is open again." : "then it is asked again."}`;
  return [{ kind: "destination", id, state, on: dayOf(expiresAtUs), title, because: [because] }];
}

function dueConduit(
  { id, fromName, toName, owner, reviewOn, enforcementPoint }: DueInput["conduits"][number],
  nowUs: TimeUs,
): DueItem[] {
  const review = reviewOn === null ? null : stateOf(beginOfDayUs(reviewOn), nowUs);
  const because: string[] = [];
  if (review === "over") because.push("Its review is due.");
  if (review === "soon") because.push("Its review comes up.");
  if (reviewOn === null) because.push("Nobody named a day for its review.");
  if (enforcementPoint === null) because.push("Nothing is said to enforce it.");
  if (owner === null) because.push("It has no owner.");
  if (because.length === 0) return [];
  return [{ kind: "conduit", id, state: review ?? "open", on: reviewOn, title: `${fromName} → ${toName}`, because }];
}

/** UTC. */
export const beginOfDayUs = (day: string): TimeUs => Date.parse(`${day}T00:00:00Z`) * 1000;
/** A contract holds on its last day. */
export const endOfContractUs = (lastDay: string): TimeUs => beginOfDayUs(lastDay) + DAY_US;

/** Null: it is further away than 30 days. */
function stateOf(atUs: TimeUs, nowUs: TimeUs): "over" | "soon" | null {
  if (atUs <= nowUs) return "over";
  return atUs <= nowUs + SOON_US ? "soon" : null;
}

const dayOf = (atUs: TimeUs) => new Date(atUs / 1000).toISOString().slice(0, 10);
