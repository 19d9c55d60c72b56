import { clsx } from "clsx";
import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/client/format-number";
import { formatUtc } from "@/lib/client/format-time";
import type { ImportFileDto } from "@/lib/contracts/imports";
import { recordUnit } from "@/lib/domain/packet/record-unit";
import { countOf } from "@/lib/domain/say-count";
import { LedgerView } from "./ledger-view";

const STATES: Readonly<Record<ImportFileDto["state"], string>> = {
  receiving: "receiving",
  received: "waiting",
  reading: "reading",
  read: "read",
  duplicate: "known already",
  unsupported: "not supported",
  failed: "failed",
  cancelled: "cancelled",
};

/** One file of an import: what it is, how far it is, and where every record went. */
export function FileRow({ file }: { readonly file: ImportFileDto }) {
  const isBad = file.state === "failed" || file.state === "unsupported";
  const summary = (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 gap-y-0.5">
      <bdi className="min-w-40 basis-full truncate font-medium md:flex-1" title={file.name}>
        {file.name}
      </bdi>
      <span className={clsx("shrink-0 md:w-28", isBad ? "text-danger" : "text-soft")}>{STATES[file.state]}</span>
      <span className="shrink-0 truncate text-muted md:w-44" title={file.format ?? undefined}>
        {file.format ?? "format unknown"}
      </span>
      <span className="shrink-0 text-muted md:w-24 md:text-right">{formatBytes(file.bytes)}</span>
      <span className="shrink-0 md:w-32 md:text-right">{countOf(file.recordsRead, unitOf(file))}</span>
      <span className="shrink-0 text-muted text-xs md:w-44 md:text-right">
        {countOf(file.observations, "observation")}, {countOf(file.flows, "flow")}
      </span>
    </span>
  );
  return (
    <li className="border-b px-4 md:px-6">
      <details className="group" open={isBad}>
        <summary className="flex min-h-9 list-none items-start gap-2 md:items-center py-1.5 outline-offset-[-2px] marker:hidden">
          <span aria-hidden className="w-3 text-muted transition-transform duration-100 group-open:rotate-90">
            ›
          </span>
          {summary}
        </summary>
        <div className="flex flex-col gap-3 pb-4 pl-5">
          {file.message ? <p className={isBad ? "text-danger" : "text-soft"}>{file.message}</p> : null}
          {file.warnings.map((warning) => (
            <p key={warning} className="break-words text-risk-medium-text">
              {warning}
            </p>
          ))}
          {file.ledger ? <LedgerView ledger={file.ledger} unit={unitOf(file)} /> : null}
          {file.sha256 || file.firstSeenAt ? (
            <p className="break-all text-muted text-xs">
              {file.firstSeenAt && file.lastSeenAt
                ? `Seen from ${formatUtc(file.firstSeenAt)} to ${formatUtc(file.lastSeenAt)}. `
                : ""}
              {file.sha256 ? <span className="font-mono">SHA-256 {file.sha256}</span> : null}
            </p>
          ) : null}
        </div>
      </details>
      {file.state === "receiving" || file.state === "reading" ? (
        <Progress
          label={`${file.name}: ${STATES[file.state]}`}
          value={file.state === "receiving" && file.bytes > 0 ? file.receivedBytes / file.bytes : null}
        />
      ) : null}
    </li>
  );
}

function unitOf({ format }: ImportFileDto): string {
  return format === null ? "record" : recordUnit(format);
}
