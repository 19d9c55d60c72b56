"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DropArea } from "@/components/discovery/drop-area";
import { Failure } from "@/components/shell/failure";
import { Callout } from "@/components/ui/callout";
import { Progress } from "@/components/ui/progress";
import { sentenceOf } from "@/lib/client/api-problem";
import { knowledgeOptions } from "@/lib/client/queries/knowledge";
import { type KnowledgeUpload, sendKnowledge } from "@/lib/client/upload/send-knowledge";
import { formatCount } from "@/lib/domain/say-count";

const SHOWN_REFUSALS = 5;

/** Takes bundles and files of single feeds; says what came in, what was here already, and what was refused and why. */
export function KnowledgeIntake({ isLarge }: { readonly isLarge: boolean }) {
  const client = useQueryClient();
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const upload = useMutation({
    mutationFn: (files: readonly File[]) => sendKnowledge(files, sentenceOf, setProgress),
    onSettled: () => client.invalidateQueries({ queryKey: knowledgeOptions().queryKey }),
  });
  return (
    <div className="flex flex-col gap-3">
      <DropArea
        isLarge={isLarge}
        onFiles={(files) => upload.mutate(files)}
        invitation="Drop a knowledge bundle or files of single feeds here"
        formats="Bundles; CSAF, VEX, KEV, EPSS, CVE records, OSV (JSON), ATT&CK for ICS; also gzipped"
      />
      {upload.isPending ? (
        <Progress
          label={`Sending ${formatCount(progress.done)} of ${formatCount(progress.total)} files`}
          value={progress.total === 0 ? 0 : progress.done / progress.total}
        />
      ) : null}
      <Failure error={upload.error} />
      {upload.data && !upload.isPending ? <Outcome outcome={upload.data} /> : null}
    </div>
  );
}

function Outcome({ outcome: { refused, known, release } }: { readonly outcome: KnowledgeUpload }) {
  const sentences = [
    release ? `Release ${release.id} came in and is applied as soon as a worker is free.` : null,
    known > 0 ? `${known === 1 ? "1 file was" : `${formatCount(known)} files were`} here already.` : null,
  ].filter((it) => it !== null);
  return (
    <>
      {sentences.length > 0 ? <Callout>{sentences.join(" ")}</Callout> : null}
      {refused.length > 0 ? (
        <Callout
          tone="danger"
          isAlert
          title={refused.length === 1 ? "1 file was refused" : `${refused.length} files were refused`}
        >
          <ul>
            {refused.slice(0, SHOWN_REFUSALS).map(({ name, reason }) => (
              <li key={name}>
                {reason.startsWith(name) ? null : (
                  <>
                    <bdi>{name}</bdi>:{" "}
                  </>
                )}
                {reason}
              </li>
            ))}
            {refused.length > SHOWN_REFUSALS ? (
              <li>… and {formatCount(refused.length - SHOWN_REFUSALS)} more</li>
            ) : null}
          </ul>
        </Callout>
      ) : null}
    </>
  );
}
