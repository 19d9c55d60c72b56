import "server-only";
import type { Decide } from "@/lib/contracts/devices";
import type { DecisionRow } from "@/lib/db/inventory/decision";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zones/zone";
import type { Device } from "@/lib/domain/device/device";
import { labelOfDevice } from "@/lib/domain/device/device-title";
import { identifierKey } from "@/lib/domain/device/identifier";
import { sayIdentifier } from "../devices/present-device-detail";
import { loadRealmWords } from "../devices/realm-words";

/** The decision as a sentence of the audit log. */
export async function sayDecision(tx: Sql, decide: Decide, devices: readonly Device[]): Promise<string> {
  const whom = devices.length === 1 ? labelOfDevice(devices[0] as Device) : `${devices.length} devices`;
  switch (decide.kind) {
    case "state": {
      const until = decide.expiresAt === null ? "" : ` until ${decide.expiresAt.slice(0, 10)}`;
      return `Marked ${whom} as ${decide.state}${until}.`;
    }
    case "zone": {
      const zone = (await listZoneRows(tx)).find(({ id }) => id === decide.zoneId);
      return `Put ${whom} into the zone ${zone?.name ?? decide.zoneId}.`;
    }
    case "pin":
      return decide.value === null
        ? `Said that ${decide.field} of ${whom} is not known.`
        : `Set ${decide.field} of ${whom} to “${decide.value}”.`;
    case "tag": {
      const parts = [
        ...decide.add.map((tag) => `put the tag ${tag} on`),
        ...decide.remove.map((tag) => `took the tag ${tag} off`),
      ];
      return `${whom}: ${parts.join(", ")}.`;
    }
    case "note":
      return `Wrote a note on ${whom}.`;
    case "custom":
      return decide.value === null
        ? `Took ${decide.key} off ${whom}.`
        : `Set ${decide.key} of ${whom} to “${decide.value}”.`;
    case "accept-conflict": {
      const conflict = devices[0]?.conflicts.find(({ key }) => key === decide.conflict);
      const what = conflict ? (await loadRealmWords()).say(conflict.summary) : "a contradiction";
      return `Accepted on ${whom} as it is: ${what}.`;
    }
    case "overrule": {
      const until = decide.expiresAt === null ? "" : ` until ${decide.expiresAt.slice(0, 10)}`;
      return `Said that ${whom} is ${decide.verdict.replace("-", " ")} by ${decide.finding}${until}.`;
    }
    case "answer":
      return `Answered ${decide.answer} for ${whom} to “${decide.question}”.`;
    case "input": {
      const until = decide.expiresAt === null ? "" : ` until ${decide.expiresAt.slice(0, 10)}`;
      return `Set ${decide.input} of ${decide.finding} on ${whom} to ${decide.value}${until}.`;
    }
    case "merge":
      return `Merged ${devices.map(labelOfDevice).join(" and ")}.`;
    case "forbid-merge":
      return `Split ${whom}: ${await sayBoth(decide, devices)} are two devices.`;
  }
}

async function sayBoth(
  { identifierA, identifierB }: Extract<Decide, { kind: "forbid-merge" }>,
  devices: readonly Device[],
): Promise<string> {
  const realms = await loadRealmWords();
  const said = (key: string) => {
    const identifier = devices.flatMap((it) => it.identifiers).find((it) => identifierKey(it) === key);
    return identifier ? sayIdentifier(identifier, realms) : key;
  };
  return `${said(identifierA)} and ${said(identifierB)}`;
}

/** What a person did, as the audit log and whoever takes it back call it. */
export const DECISION_KIND_WORDS: Readonly<Record<DecisionRow["kind"], string>> = {
  state: "state",
  zone: "zone",
  pin: "field",
  tag: "tag",
  untag: "tag taken off",
  note: "note",
  custom: "own field",
  "accept-conflict": "accepted contradiction",
  overrule: "overruled finding",
  answer: "answer",
  input: "input of a finding",
  merge: "merge",
  "forbid-merge": "split",
};
