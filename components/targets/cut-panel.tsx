"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useState } from "react";
import { OperationsText } from "@/components/devices/operations-text";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { TimeAgo } from "@/components/devices/time-ago";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import { ConduitDialog } from "@/components/zones/conduit-dialog";
import { newId } from "@/lib/client/new-id";
import type { TargetCut, TargetDetail } from "@/lib/contracts/targets";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { ActivityPicture } from "./activity-picture";
import { serviceOf } from "./service-of";
import { useTargetChange } from "./use-target-change";

const WHY = {
  "no-conduit": "No conduit of the target leads this way.",
  "not-named": "The target has a conduit that way, but it does not name this.",
  unzoned: "One end is in no zone of the target. Draw its zone, or put the device in one.",
} as const;

interface CutPanelProps {
  readonly target: TargetDetail;
  readonly cut: TargetCut;
  readonly onClose: () => void;
}

/** One cut: whose devices, when, how often; accepted or made a conduit on the spot. */
export function CutPanel({ target, cut, onClose }: CutPanelProps) {
  const mayEdit = useCan("zones.edit") && target.version === target.latestVersion;
  const change = useTargetChange(target);
  const [asking, setAsking] = useState<"accept" | "conduit" | null>(null);
  const path = `${cut.fromName} → ${cut.toName}`;
  const close = () => setAsking(null);

  function accept(reason: string) {
    const accepted = { key: cut.key, reason, pairs: cut.pairCount };
    change.mutate(
      {
        comment: `Accepted the cut ${path}, ${serviceOf(cut)}: ${reason}`.slice(0, 500),
        edit: ({ acceptedCuts }) => ({ acceptedCuts: [...acceptedCuts.filter((it) => it.key !== cut.key), accepted] }),
      },
      {
        onSuccess: () => {
          close();
          toast({ title: `Accepted the cut ${path}` });
        },
      },
    );
  }

  function takeBack() {
    change.mutate({
      comment: `Took back the accepted cut ${path}, ${serviceOf(cut)}`,
      edit: ({ acceptedCuts }) => ({ acceptedCuts: acceptedCuts.filter((it) => it.key !== cut.key) }),
    });
  }

  return (
    <>
      <Dialog
        isOpen={asking === null}
        onOpenChange={(isOpen) => {
          if (!isOpen && asking === null) onClose();
        }}
        width="lg"
        title={`${path}, ${serviceOf(cut)}`}
        description={WHY[cut.why]}
        footer={
          mayEdit ? (
            <>
              {cut.accepted ? (
                <Button onClick={takeBack} isBusy={change.isPending}>
                  Take back
                </Button>
              ) : (
                <Button onClick={() => setAsking("accept")}>Accept the cut…</Button>
              )}
              {cut.from === UNZONED || cut.to === UNZONED ? null : (
                <Button tone="primary" onClick={() => setAsking("conduit")}>
                  Make a conduit…
                </Button>
              )}
            </>
          ) : null
        }
      >
        <div className="flex flex-col gap-4">
          {cut.accepted ? (
            <p className="text-soft">
              Accepted by <bdi>{cut.accepted.actor}</bdi>, <TimeAgo at={cut.accepted.at} />:{" "}
              <bdi>{cut.accepted.reason}</bdi>
              {cut.pairsSinceAccepted > 0 ? (
                <span className="text-risk-high-text">
                  {" "}
                  {countOf(cut.pairsSinceAccepted, "device pair")} came to it since.
                </span>
              ) : null}
            </p>
          ) : null}
          <p>
            Seen {cut.recurrence.sentence}; on {formatCount(cut.days)} of {countOf(cut.evidenceDays, "day")} of
            evidence, last <TimeAgo at={cut.lastSeenAt} />.{" "}
            {cut.recurrence.isRare
              ? "Weeks without it prove nothing: ask whoever owns these devices before it is cut."
              : ""}
          </p>
          <OperationsText operations={cut.operations} />
          <ActivityPicture cut={cut} />
          <PairTable cut={cut} />
        </div>
      </Dialog>
      {asking === "accept" ? (
        <ReasonDialog
          title={`Accept the cut ${path}`}
          description={`${countOf(cut.deviceCount, "device")} will lose ${serviceOf(cut)}. The decision is kept with the target.`}
          verb="Accept the cut"
          isBusy={change.isPending}
          error={change.error}
          onSubmit={accept}
          onClose={close}
        />
      ) : null}
      {asking === "conduit" ? (
        <ConduitDialog
          from={{ key: cut.from, name: cut.fromName }}
          to={{ key: cut.to, name: cut.toName }}
          protocols={[cut.protocol]}
          operations={cut.operations}
          store={(conduit) =>
            change.mutateAsync({
              comment: `Allowed ${path}: ${conduit.reason}`.slice(0, 500),
              edit: ({ conduits }) => ({ conduits: [...conduits, { ...conduit, id: newId() }] }),
            })
          }
          onClose={close}
        />
      ) : null}
    </>
  );
}

function PairTable({ cut }: { readonly cut: TargetCut }) {
  const end = ({ deviceId, name, ip }: TargetCut["pairs"][number]["initiator"]) => (
    <>
      {deviceId ? (
        <Link href={`/devices/${deviceId}`} className="rounded-sm hover:underline">
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi>{name}</bdi>
      )}
      {ip && ip !== name ? <span className="pl-1.5 font-mono text-muted text-xs">{ip}</span> : null}
    </>
  );
  return (
    <div>
      <h3 className="pb-1 font-medium text-xs">
        {countOf(cut.pairCount, "device pair")}
        {cut.pairs.length < cut.pairCount ? `, the ${cut.pairs.length} with most flows` : ""}
      </h3>
      <table aria-label="Device pairs" className="w-full border-t">
        <thead className="sr-only">
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">How often</th>
            <th scope="col">Flows</th>
          </tr>
        </thead>
        <tbody>
          {cut.pairs.map((pair) => (
            <tr key={`${pair.initiator.deviceId ?? pair.initiator.ip} ${pair.responder.deviceId ?? pair.responder.ip}`}>
              <td className="border-b py-1">{end(pair.initiator)}</td>
              <td className="border-b py-1">{end(pair.responder)}</td>
              <td
                className={clsx(
                  "border-b py-1 text-xs",
                  pair.recurrence.isRare ? "text-risk-medium-text" : "text-muted",
                )}
              >
                {pair.recurrence.kind === "unknown" ? countOf(pair.days, "day") : pair.recurrence.sentence}
              </td>
              <td className="border-b py-1 text-right">{formatCount(pair.flows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
