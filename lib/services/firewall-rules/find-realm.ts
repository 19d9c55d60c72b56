import "server-only";
import { listSiteRows } from "@/lib/db/sites/site";
import { AppError } from "@/lib/domain/errors";

export interface RuleRealm {
  readonly id: string;
  /** With its site, where there are several. */
  readonly name: string;
  readonly plainName: string;
}

/** Every realm: an address means something in one of them only, so rules are for one. */
export async function listRealms(): Promise<RuleRealm[]> {
  const sites = await listSiteRows();
  return sites.flatMap(({ name: site, realms }) =>
    realms.map(({ id, name }) => ({ id, name: sites.length > 1 ? `${name} (${site})` : name, plainName: name })),
  );
}

/** The realm that was asked for by id or name; without one, that in which most subnets of zones lie. */
export function chooseRealm(
  realms: readonly RuleRealm[],
  asked: string | undefined,
  zones: readonly { readonly cidrs: readonly { readonly realm: string }[] }[],
): RuleRealm | null {
  if (asked !== undefined) {
    const found = realms.find((it) => it.id === asked || it.name === asked || it.plainName === asked);
    if (!found) {
      const sentence = `There is no realm called ${asked}. ${sayRealms(realms)}`;
      throw new AppError("bad-request", sentence, { invalidParams: [{ name: "realm", reason: sentence }] });
    }
    return found;
  }
  const counts = new Map<string, number>();
  for (const { realm } of zones.flatMap((it) => it.cidrs)) counts.set(realm, (counts.get(realm) ?? 0) + 1);
  const [most] = [...realms].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
  return most ?? null;
}

const MAX_NAMED = 10;

function sayRealms(realms: readonly RuleRealm[]): string {
  if (realms.length === 0) return "Nothing was taken in yet: import a capture first.";
  const names = realms.slice(0, MAX_NAMED).map(({ name }) => name);
  return `There are ${names.join(", ")}${realms.length > MAX_NAMED ? " and more" : ""}.`;
}
