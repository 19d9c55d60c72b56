import type { Allow } from "../policy/policy";
import { serviceText } from "../policy/service";
import { plainText } from "./plain-text";

/** "Cell 1 to SCADA | owner Anna | reads the process values", cleaned, cut to fit. */
export function describeAllow({ title, owner, reason }: Allow, maxLength: number): string {
  return plainText([title, owner ? `owner ${owner}` : "no owner", reason].join(" / "), maxLength);
}

/** The same in lines for a comment block, with what the rule cannot say. */
export function allowLines(allow: Allow, maxLength: number): string[] {
  const lines = [
    `Conduit: ${allow.title}`,
    `Owner: ${allow.owner ?? "nobody"}`,
    `Reason: ${allow.reason}`,
    `Allows: ${allow.services.map(serviceText).join(", ")}`,
    ...allow.limits.map((limit) => `Note: ${limit}`),
  ];
  return lines.map((line) => plainText(line, maxLength));
}
