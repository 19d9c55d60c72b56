import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { AttachedMake, BillComponentDto, softwareBillDetail } from "@/lib/contracts/software";
import { findSoftwareBill, loadComponents } from "@/lib/db/firmware/software-bill";
import { withTransaction } from "@/lib/db/transaction";
import { noSuch } from "@/lib/domain/errors";
import { matchComponent } from "@/lib/domain/software/match-component";
import { KeptByKey } from "../kept-by-key";
import { loadKnowledge } from "../knowledge/load-knowledge";
import { followedAddresses } from "../zones/followed-addresses";
import { attachedMakes, countDevices } from "./attached-makes";
import { deviceMakes } from "./device-makes";
import { presentBill } from "./list-bills";
import { componentIndexOf } from "./load-software";

const SHOWN_COMPONENTS = 5_000;

/** Makes of the products of bills that somebody looked at lately. */
const kept = new KeptByKey<AttachedMake[]>(8);

/** A bill with the devices that run it and what is known of its components, weak ones first. */
export async function getBill(actor: Actor, id: string): Promise<z.input<typeof softwareBillDetail>> {
  requirePermission(actor, "findings.read");
  const bill = await findSoftwareBill(id);
  if (!bill) throw noSuch("bill of materials");
  const [components, inUse, knowledge] = await Promise.all([
    loadComponents(id, SHOWN_COMPONENTS),
    deviceMakes(),
    withTransaction(loadKnowledge),
  ]);
  // Of devices it says their makes, and what some of them are called.
  const state = [inUse, await followedAddresses.saidState()];
  const attached = await kept.get(id, state, () => attachedMakes(bill, inUse));
  const index = knowledge ? componentIndexOf(knowledge.affected) : null;
  const parts = components.map((component): BillComponentDto => {
    const { name, version, purl, licence } = component;
    const verdicts = index ? matchComponent(component, index) : [];
    const weaknesses = verdicts.flatMap(({ id: vulnerability, kind, why, fixedIn, conditions }) =>
      kind === "not_affected"
        ? []
        : [
            {
              ...{ vulnerability, kind, why, fixedIn, conditions: [...conditions] },
              isKev: knowledge?.factsOf(vulnerability).kevSince != null,
            },
          ],
    );
    const rank = (it: (typeof weaknesses)[number]) => (it.isKev ? 0 : it.kind === "affected" ? 1 : 2);
    return { name, version, purl, licence, weaknesses: weaknesses.sort((a, b) => rank(a) - rank(b)) };
  });
  const weight = ({ weaknesses }: BillComponentDto) =>
    weaknesses.filter((it) => it.kind === "affected").length * 1_000 + weaknesses.length;
  return {
    ...presentBill(bill, {
      running: countDevices(attached, "runs"),
      open: countDevices(attached, "cannot-tell"),
    }),
    makes: attached,
    parts: parts.sort((a, b) => weight(b) - weight(a)),
    isMatched: knowledge !== null && knowledge.affected.size > 0,
  };
}
