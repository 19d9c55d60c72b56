"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import type { z } from "zod";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { WireText } from "@/components/devices/wire-text";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { apiSend } from "@/lib/client/api-client";
import { formatUtc } from "@/lib/client/format-time";
import { alertListOptions } from "@/lib/client/queries/alerts";
import type { AlertDto, alert as alertSchema } from "@/lib/contracts/alerts";
import { formatCount } from "@/lib/domain/say-count";

interface OpenAlertsProps {
  /** Those that somebody looked into, too. */
  readonly withSettled?: boolean;
}

/** What a person has to look into, with where, when and what to do; nothing when there is nothing. */
export function OpenAlerts({ withSettled = false }: OpenAlertsProps) {
  const { data } = useQuery(alertListOptions());
  const mayDecide = useCan("devices.decide");
  const [asked, setAsked] = useState<AlertDto | null>(null);
  const shown = data?.items.filter(({ isOpen }) => isOpen || withSettled) ?? [];
  if (shown.length === 0) return null;
  return (
    <section aria-label="Alerts" className="flex flex-col gap-2 px-4 py-4 md:px-6">
      {shown.map((it) => (
        <Callout
          key={it.id}
          tone={it.isOpen ? "warn" : "info"}
          title={it.title}
          action={
            it.isOpen && mayDecide ? (
              <Button tone="quiet" onClick={() => setAsked(it)}>
                Acknowledge
              </Button>
            ) : null
          }
        >
          {it.firstSeen === null ? null : (
            <p>
              {formatUtc(it.firstSeen)} to {formatUtc(it.lastSeen ?? it.firstSeen)}
            </p>
          )}
          <p>
            <WireText text={it.summary} isWrapped />
            {it.importId === null ? null : (
              <Link href={`/discovery/${it.importId}`} className="rounded-sm underline">
                See the import
              </Link>
            )}
          </p>
          {it.acknowledgement === null ? null : (
            <p className="pt-1">
              {it.acknowledgement.by} looked into it on {formatUtc(it.acknowledgement.at)}: {it.acknowledgement.reason}
            </p>
          )}
          {it.isOpen ? <p className="pt-1">{it.advice}</p> : null}
          <p className="pt-1 text-muted text-xs">
            Such as <span className="font-mono">{it.examples.join(", ")}</span>; the first in frame {it.position}.
          </p>
        </Callout>
      ))}
      {data && data.omitted > 0 ? (
        <p className="text-muted text-xs">
          {formatCount(data.omitted)} more {data.omitted === 1 ? "is" : "are"} not shown here; acknowledge those above
          to see further ones that are open.
        </p>
      ) : null}
      {asked ? <AcknowledgeDialog alert={asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

function AcknowledgeDialog({ alert, onClose }: { readonly alert: AlertDto; readonly onClose: () => void }) {
  const client = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: (reason: string) => apiSend<z.output<typeof alertSchema>>("PATCH", `/alerts/${alert.id}`, { reason }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: alertListOptions().queryKey });
      onClose();
    },
  });
  return (
    <ReasonDialog
      title="Acknowledge the alert"
      description="It leaves the overview. More of the same in a later file opens it again."
      verb="Acknowledge"
      isBusy={acknowledge.isPending}
      error={acknowledge.error}
      onClose={onClose}
      onSubmit={(reason) => acknowledge.mutate(reason)}
    />
  );
}
