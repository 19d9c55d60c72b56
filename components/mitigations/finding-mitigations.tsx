"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { lateDialog } from "@/components/ui/late-dialog";
import { mitigationListOptions } from "@/lib/client/queries/mitigations";
import type { FindingRowDto } from "@/lib/contracts/findings";
import { kindWords } from "./mitigation-words";
import { StandingMark } from "./standing-mark";

// What is not met first comes when it is opened.
const MitigationDialog = lateDialog(() => import("./mitigation-dialog").then((it) => it.MitigationDialog)).Dialog;

/** What was done about one finding, and the way to record more. */
export function FindingMitigations({ row }: { readonly row: FindingRowDto }) {
  const [isRecording, setIsRecording] = useState(false);
  const mayDecide = useCan("findings.decide");
  const list = useInfiniteQuery(mitigationListOptions({ device: row.deviceId, finding: `${row.kind} ${row.key}` }));
  const items = (list.data?.pages ?? []).flatMap((page) => page.items).filter((it) => it.standing !== "ended");
  return (
    <div className="flex flex-col items-start gap-2">
      {items.length === 0 ? (
        <p className="text-muted">{list.isPending ? "Looking …" : "Nothing is recorded."}</p>
      ) : (
        <ul className="flex w-full flex-col">
          {items.map((it) => (
            <li key={it.id} className="flex items-baseline justify-between gap-3 border-b py-1 last:border-b-0">
              <Link
                href={`/vulnerabilities/mitigations?mitigation=${it.id}`}
                className="min-w-0 rounded-sm hover:underline"
              >
                <bdi>{it.title}</bdi>
                <span className="block text-muted text-xs">{kindWords(it)}</span>
              </Link>
              <StandingMark standing={it.standing} />
            </li>
          ))}
        </ul>
      )}
      {mayDecide ? (
        <Button size="sm" onClick={() => setIsRecording(true)}>
          Record a mitigation…
        </Button>
      ) : null}
      {isRecording ? (
        <MitigationDialog
          subject={{
            scope: "findings",
            findingIds: [row.id],
            label: `${row.title}, on ${row.deviceName ?? "an unnamed device"}`,
            protocol: /^service (\S+)$/.exec(row.key)?.[1] ?? null,
          }}
          onClose={() => setIsRecording(false)}
        />
      ) : null}
    </div>
  );
}
