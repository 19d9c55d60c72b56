import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceAdvisoriesDto } from "@/lib/contracts/findings";
import { findDevice } from "@/lib/db/devices/device-detail";
import { loadDecisionsById } from "@/lib/db/inventory/decision";
import { withTransaction } from "@/lib/db/transaction";
import { compareDecisions } from "@/lib/domain/device/device-state";
import { noSuch } from "@/lib/domain/errors";
import { isoTime } from "@/lib/domain/iso-time";
import { loadKnowledge } from "../knowledge/load-knowledge";
import { judgeAdvisories, observedProductOf } from "./judge-findings";

/** Every advisory that was looked at closely for the device, and why it applies or does not. */
export async function listDeviceAdvisories(actor: Actor, deviceId: string): Promise<DeviceAdvisoriesDto> {
  requirePermission(actor, "findings.read");
  const found = await findDevice(deviceId);
  if (!found) throw noSuch("device");
  const { knowledge, given } = await withTransaction(async (tx) => ({
    knowledge: await loadKnowledge(tx),
    given: (await loadDecisionsById(tx, found.detail.decisionIds)).filter((it) => it.kind === "answer"),
  }));
  const answers = [...given].sort(compareDecisions).map(({ id, question, answer, actor, atUs, reason }) => ({
    decisionId: id,
    question,
    answer,
    actor,
    at: isoTime(atUs) as string,
    reason,
  }));
  if (!knowledge) return { hasKnowledge: false, answers, items: [] };
  const observed = observedProductOf(found.detail, given);
  const words = knowledge.statements.match({ ...observed, id: deviceId });
  const verdicts = judgeAdvisories(observed, words, knowledge).map(({ verdict }) => verdict);
  return {
    hasKnowledge: true,
    answers,
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
