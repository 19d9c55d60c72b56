import "server-only";
import type { ImportDetail, ImportFileDto, ImportSummary } from "@/lib/contracts/imports";
import type { ImportRow } from "@/lib/db/imports/import";
import type { ImportFileRow } from "@/lib/db/imports/import-file";
import { compareText } from "@/lib/domain/compare-text";
import { isoTime } from "@/lib/domain/iso-time";

/** How much of an import's bar each part fills. */
const RECEIVED = 0.2;
const READ = 0.95;

/** Of an import of many files, those that its row names. */
const NAMED_FILES = 3;

const ENDED = new Set(["read", "duplicate", "unsupported", "failed", "cancelled"]);

export function summaryOf(row: ImportRow, files: readonly ImportFileRow[]): ImportSummary {
  const totals = { records: 0, parsed: 0, ignored: 0, truncated: 0, malformed: 0 };
  for (const { ledger } of files) {
    if (!ledger) continue;
    totals.records += ledger.records;
    totals.parsed += ledger.parsed;
    totals.ignored += ledger.ignored;
    totals.truncated += ledger.truncated;
    totals.malformed += ledger.malformed;
  }
  return {
    id: row.id,
    site: row.site,
    realm: row.realm,
    sensor: row.sensor,
    actor: row.actor,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    fileCount: files.length,
    fileNames: files.slice(0, NAMED_FILES).map(({ name }) => name),
    formats: [...new Set(files.flatMap(({ format }) => format ?? []))].sort(compareText),
    bytes: files.reduce((sum, file) => sum + file.declaredBytes, 0),
    progress: progressOf(row, files),
    stage: stageOf(row, files),
    message: row.message,
    totals,
    devicesNew: row.devicesNew,
    devicesChanged: row.devicesChanged,
  };
}

export function detailOf(row: ImportRow, files: readonly ImportFileRow[]): ImportDetail {
  return { ...summaryOf(row, files), files: files.map(fileOf) };
}

function fileOf(file: ImportFileRow): ImportFileDto {
  return {
    number: file.number,
    name: file.name,
    bytes: file.declaredBytes,
    receivedBytes: file.receivedBytes,
    sha256: file.sha256 ?? file.declaredSha256,
    state: file.state,
    format: file.format,
    recordsRead: file.recordsRead,
    observations: file.observations,
    flows: file.flows,
    firstSeenAt: isoTime(file.firstSeenUs),
    lastSeenAt: isoTime(file.lastSeenUs),
    ledger: file.ledger ? { ...file.ledger, reasons: [...file.ledger.reasons] } : null,
    warnings: [...file.warnings],
    message: file.message,
  };
}

/** 0 to 1 over bytes: received, then read, then merged. */
function progressOf(row: ImportRow, files: readonly ImportFileRow[]): number {
  if (row.state === "done" || row.state === "failed" || row.state === "cancelled") return 1;
  if (row.state === "merging") return READ;
  const bytes = files.reduce((sum, file) => sum + file.declaredBytes, 0);
  if (bytes === 0) return row.state === "receiving" ? 0 : RECEIVED;
  const received = files.reduce((sum, file) => sum + file.receivedBytes, 0) / bytes;
  const read = files.reduce((sum, file) => sum + bytesDone(file), 0) / bytes;
  return Math.min(READ, RECEIVED * received + (READ - RECEIVED) * read);
}

function bytesDone(file: ImportFileRow): number {
  return ENDED.has(file.state) ? file.declaredBytes : Math.min(file.declaredBytes, file.readBytes);
}

/** What happens now, in a few words. */
function stageOf(row: ImportRow, files: readonly ImportFileRow[]): string {
  switch (row.state) {
    case "receiving": {
      const missing = files.filter((file) => file.state === "receiving").length;
      return missing > 0 ? `Waiting for ${missing} of ${files.length} files` : "Ready to start";
    }
    case "queued":
      return "Waiting for a worker";
    case "reading": {
      const file = files.find((it) => it.state === "reading");
      if (!file) return "Reading";
      return `Reading ${file.name}, ${file.recordsRead.toLocaleString("en-US")} records`;
    }
    case "merging":
      return "Merging into the inventory";
    case "done":
      return "Done";
    case "failed":
      return "Failed";
    case "cancelled":
      return "Cancelled";
  }
}
