import { z } from "zod";
import { decideOnMany, deviceRow } from "./devices";
import { citation, pageOf } from "./primitives";
import { siteScope } from "./site-scope";
import { askQuestion } from "./triage";

/** GET /api/v1/shadow – devices that nobody has sanctioned, grouped by what they likely are. Who they are goes out in pages. */
export const shadowQueue = z.object({
  /** Devices that nobody sanctioned; the approved ones that ask again are counted by themselves. */
  waiting: z.number().int(),
  askingAgain: z.number().int(),
  settledToday: z.number().int(),
  /** Of all that wait: each is in exactly one. The group of the riskiest device first. */
  groups: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      /** Why they are grouped: "answer RTSP and name Axis as vendor". */
      reason: z.string(),
      count: z.number().int(),
      /** The riskiest and the least risky of them, where a walk along the groups comes in. */
      firstId: z.uuid(),
      lastId: z.uuid(),
    }),
  ),
});
export type ShadowQueue = z.infer<typeof shadowQueue>;

const shadowCase = deviceRow.extend({
  /** The three facts that decide, each a sentence with its source. */
  decidingFacts: z.array(z.object({ text: z.string(), citation: citation.nullable() })),
  talksTo: z.array(z.object({ name: z.string(), zone: z.string(), protocol: z.string() })),
});
export type ShadowCaseDto = z.infer<typeof shadowCase>;

/** Key of a group; nothing is in one that is not there. */
const groupKey = z.string().max(1_000);
const limit = z.coerce.number().int().min(1).max(200).default(25);

/** GET /api/v1/shadow/cases – the devices of one group with what decides about them, the riskiest first. */
export const shadowCasesQuery = z.strictObject({
  ...siteScope.shape,
  group: groupKey,
  cursor: z.string().max(200).optional(),
  limit,
});
export type ShadowCasesQuery = z.output<typeof shadowCasesQuery>;
export const shadowCasePage = pageOf(shadowCase).extend({
  /** Devices of the group that stand before the first of the page. */
  before: z.number().int(),
  /** The last of those. */
  previousId: z.uuid().nullable(),
});
export type ShadowCasePageDto = z.infer<typeof shadowCasePage>;

/** GET /api/v1/shadow/place – in which group a device stands, and on which page of it. */
export const shadowPlaceQuery = z.strictObject({ ...siteScope.shape, device: z.uuid(), limit });
export type ShadowPlaceQuery = z.output<typeof shadowPlaceQuery>;
export const shadowPlace = z.object({
  /** Null for a device that does not wait. The cursor is that of the page on which the device is; null for the first. */
  place: z.object({ group: z.string(), cursor: z.string().nullable() }).nullable(),
});
export type ShadowPlaceDto = z.infer<typeof shadowPlace>;

/** GET /api/v1/shadow/groups – all devices of one group: how many, and what they have before anything is decided on them. */
export const shadowGroupQuery = z.strictObject({ ...siteScope.shape, group: groupKey });
export type ShadowGroupQuery = z.output<typeof shadowGroupQuery>;
const counted = z.object({ value: z.string(), label: z.string(), count: z.number().int() });
export const shadowGroup = z.object({
  total: z.number().int(),
  /** Of who they are: who decides hands it back, and is refused when others stand in the group by then. */
  print: z.string(),
  zones: z.array(counted),
  tags: z.array(counted),
  /** Those of which an owner is known. */
  owned: z.number().int(),
});
export type ShadowGroupDto = z.infer<typeof shadowGroup>;

/** A whole group as it was looked at. */
export const seenGroup = z.strictObject({ ...shadowGroupQuery.shape, print: z.string().max(100) });
export type SeenGroup = z.infer<typeof seenGroup>;

/** POST /api/v1/shadow/decisions – one decision on all devices of a group, in one transaction with one undo. */
export const decideOnGroup = z.strictObject({ group: seenGroup, decision: decideOnMany });
export type DecideOnGroup = z.output<typeof decideOnGroup>;
export const groupDecided = z.object({ groupId: z.uuid(), devices: z.number().int() });

/** POST /api/v1/shadow/questions – asks somebody about all devices of a group. */
export const askAboutGroup = askQuestion.omit({ deviceIds: true }).extend({ group: seenGroup });
export type AskAboutGroup = z.output<typeof askAboutGroup>;
