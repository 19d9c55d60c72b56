"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TimeAgo } from "@/components/devices/time-ago";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { knowledgeOptions } from "@/lib/client/queries/knowledge";
import type { KnowledgeReleaseDto } from "@/lib/contracts/knowledge";
import { formatCount } from "@/lib/domain/say-count";

const STATES: Readonly<Record<KnowledgeReleaseDto["state"], string>> = {
  waiting: "Waits",
  applying: "Being applied",
  applied: "Earlier",
  failed: "Failed",
};

/** Every state of the knowledge; any of them can hold again by one click. */
export function ReleaseTable({ releases }: { readonly releases: readonly KnowledgeReleaseDto[] }) {
  const client = useQueryClient();
  const mayEdit = useCan("knowledge.edit");
  const change = useMutation({
    mutationFn: (id: number) => apiSend<KnowledgeReleaseDto>("POST", `/knowledge/releases/${id}/switch`, null),
    onSuccess: (release) => toast({ title: `Going to release ${release.id}` }),
    onError: (error) => toast({ title: "Nothing was changed", detail: sentenceOf(error), tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: knowledgeOptions().queryKey }),
  });
  const isBusy = change.isPending || releases.some((it) => it.state === "waiting" || it.state === "applying");
  return (
    <Table aria-label="Releases">
      <thead>
        <tr>
          <Th>Release</Th>
          <Th>State</Th>
          <Th>Came as</Th>
          <Th isNumber>Files</Th>
          <Th>When</Th>
          <Th className="max-md:hidden">By</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {releases.map((release) => (
          <tr key={release.id}>
            <Td>{release.id}</Td>
            <Td className={release.isCurrent ? "font-medium" : undefined}>
              {release.isCurrent ? "Holds now" : STATES[release.state]}
              {release.message ? <span className="block text-danger text-xs">{release.message}</span> : null}
            </Td>
            <Td>
              {release.origin === "bundle" ? `Bundle ${release.sequence}` : "Single files"}
              {release.signedBy ? (
                <span className="block font-mono text-muted text-xs">signed by {release.signedBy}</span>
              ) : null}
              <span className="block text-muted text-xs md:hidden">
                by <bdi>{release.actor}</bdi>
              </span>
              {release.note ? <span className="block text-muted text-xs">{release.note}</span> : null}
            </Td>
            <Td isNumber>{formatCount(release.files)}</Td>
            <Td className="whitespace-nowrap">
              <TimeAgo at={release.createdAt} />
            </Td>
            <Td className="max-w-40 truncate max-md:hidden" title={release.actor}>
              <bdi>{release.actor}</bdi>
            </Td>
            <Td className="text-right">
              {mayEdit && !release.isCurrent && release.state === "applied" ? (
                <Button size="sm" tone="quiet" disabled={isBusy} onClick={() => change.mutate(release.id)}>
                  Go to this release
                </Button>
              ) : null}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
