/** What a rule does with a device that fits its query. */
export type RuleAction =
  | { readonly kind: "state"; readonly state: "sanctioned" }
  | { readonly kind: "state"; readonly state: "ignored"; readonly days: number }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "owner"; readonly owner: string }
  | { readonly kind: "zone"; readonly zoneId: string };

/** The action as a verb with its object: "sanctions it". */
export function sayRuleAction(action: RuleAction, zoneName: (id: string) => string): string {
  switch (action.kind) {
    case "state":
      return action.state === "sanctioned" ? "sanctions it" : `ignores it for ${action.days} days`;
    case "tag":
      return `puts the tag ${action.tag} on it`;
    case "owner":
      return `assigns it to ${action.owner}`;
    case "zone":
      return `puts it into ${zoneName(action.zoneId)}`;
  }
}
