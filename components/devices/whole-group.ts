import type { SeenGroup, ShadowGroupDto } from "@/lib/contracts/shadow";
import type { SiteScope } from "@/lib/domain/site-scope";

/** All devices of a group of the shadow queue, however many were looked at, as they were when it was asked for. */
export interface WholeGroup {
  readonly scope: SiteScope;
  readonly group: string;
  readonly now: ShadowGroupDto;
}

/** What a decision names it by. */
export function seenGroupOf({ scope, group, now }: WholeGroup): SeenGroup {
  return { ...scope, group, print: now.print };
}
