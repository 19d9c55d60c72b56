import { systemActor } from "@/lib/auth/session";
import { type ShadowCaseDto, shadowCasePage, shadowCasesQuery, shadowQueue } from "@/lib/contracts/shadow";
import type { SiteScope } from "@/lib/domain/site-scope";
import { getShadowQueue } from "@/lib/services/shadow/get-shadow-queue";
import { listShadowCases } from "@/lib/services/shadow/list-shadow-cases";

/** The shadow queue with all that is known of its devices, read page by page as the desk does. */
export async function readShadowDesk(scope: SiteScope = {}) {
  const queue = shadowQueue.parse(await getShadowQueue(systemActor, scope));
  const groups = [];
  for (const group of queue.groups) groups.push({ ...group, devices: await readShadowGroup(group.key, scope) });
  return { ...queue, groups };
}

/** @param limit devices of a page */
export async function readShadowGroup(group: string, scope: SiteScope = {}, limit = 25): Promise<ShadowCaseDto[]> {
  const devices: ShadowCaseDto[] = [];
  let cursor: string | null = null;
  do {
    const query = shadowCasesQuery.parse({ ...scope, group, limit, ...(cursor === null ? {} : { cursor }) });
    const page = shadowCasePage.parse(await listShadowCases(systemActor, query));
    devices.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return devices;
}
