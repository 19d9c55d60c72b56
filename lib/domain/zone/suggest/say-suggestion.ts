import { roleTitle } from "../../device/role-title";
import { insideShareOf } from "./dismissal";
import type { ZoneSuggestion } from "./suggestion";

const SHOWN_ROLES = 3;

/** Why, in sentences for people: what holds the devices together, how much stays inside, what they are. */
export function saySuggestion({ reason }: Pick<ZoneSuggestion, "reason">): string {
  const { by, subnets, insidePackets, outsidePackets, insideProtocols, roles } = reason;
  const [subnet] = subnets;
  const all = insidePackets + outsidePackets;
  const share = Math.round(insideShareOf({ reason }) * 100);
  const held =
    by === "subnet" && subnet
      ? `They share the subnet ${subnet.cidr}${subnets.length > 1 ? " and others" : ""}.`
      : `They talk to each other and little to their neighbours${subnet && subnets.length === 1 ? ` in ${subnet.cidr}` : ""}.`;
  const kept =
    all === 0
      ? "No traffic of theirs was seen."
      : `${share} % of their ${all.toLocaleString("en")} packets stay among them${insideProtocols.length > 0 ? ` (${insideProtocols.slice(0, 3).join(", ")})` : ""}.`;
  const are = roles
    .slice(0, SHOWN_ROLES)
    .map(({ role, count }) => `${count} × ${roleTitle(role)}`)
    .join(", ");
  return [held, kept, are === "" ? "" : `Roles: ${are}${roles.length > SHOWN_ROLES ? " and others" : ""}.`]
    .filter(Boolean)
    .join(" ");
}
