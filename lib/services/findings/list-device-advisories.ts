import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceAdvisoriesDto } from "@/lib/contracts/findings";
import { findDevice } from "@/lib/db/device-detail";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import { loadKnowledge } from "../knowledge/load-knowledge";
import { observedProductOf } from "./judge-findings";

/** Every advisory that was looked at closely for the device, and why it applies or does not. */
export async function listDeviceAdvisories(actor: Actor, deviceId: string): Promise<DeviceAdvisoriesDto> {
  requirePermission(actor, "findings.read");
  const found = await findDevice(deviceId);
  if (!found) throw new AppError("not-found", "There is no such device.");
  const knowledge = await withTransaction(loadKnowledge);
  if (!knowledge) return { hasKnowledge: false, items: [] };
  const verdicts = knowledge.matcher.match(observedProductOf(found.detail));
  return {
    hasKnowledge: true,
    items: verdicts.map(({ advisory, kind, why, wouldChange, cves, cards }) => ({
      advisory,
      title: knowledge.title(advisory),
      kind,
      why,
      wouldChange,
      cves,
      cards,
    })),
  };
}
