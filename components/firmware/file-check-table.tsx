import { clsx } from "clsx";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import type { FirmwareCheckDto } from "@/lib/contracts/firmware";
import { RESULT_WORDS, SIGNATURE_WORDS } from "@/lib/domain/firmware/firmware-check";

/** The record: never changed, never deleted, newest first. */
export function FileCheckTable({ checks }: { readonly checks: readonly FirmwareCheckDto[] }) {
  return (
    <Table isStacked aria-label="Verified firmware files">
      <thead>
        <tr>
          <Th>File</Th>
          <Th>Product</Th>
          <Th>Version</Th>
          <Th>SHA-256</Th>
          <Th>Result</Th>
          <Th>Signature</Th>
          <Th>Verified</Th>
          <Th>Note</Th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <tr key={check.id} className="align-top hover:bg-hover">
            <Td className="max-w-60">
              <WireText text={check.fileName} />
              <span className="text-muted text-xs">{formatBytes(check.bytes)}</span>
            </Td>
            <Td head="Product" className="max-w-48">
              <WireText text={[check.vendor, check.product].filter(Boolean).join(" ")} />
            </Td>
            <Td head="Version" className="max-w-32">
              <WireText text={check.version} isMono className="leading-5" />
            </Td>
            <Td head="SHA-256" className="max-w-44">
              <WireText text={check.sha256} isMono className="leading-5" />
              {check.otherHashes > 0 ? (
                <span className="block text-risk-high-text text-xs">
                  {check.otherHashes === 1 ? "another record has" : `${check.otherHashes} other records have`} another
                  hash
                </span>
              ) : null}
            </Td>
            <Td
              head="Result"
              className={clsx(
                check.result === "differs" && "font-medium text-risk-critical-text",
                check.result === "not-compared" && "text-muted",
              )}
            >
              {RESULT_WORDS[check.result]}
              {check.publishedAt ? (
                <span className="block max-w-48 text-muted text-xs">
                  <WireText text={check.publishedAt} />
                </span>
              ) : null}
            </Td>
            <Td
              head="Signature"
              className={clsx(/invalid$/.test(check.signature) && "font-medium text-risk-critical-text")}
            >
              {SIGNATURE_WORDS[check.signature]}
              {check.signer ? (
                <span className="block max-w-40 text-muted text-xs">
                  <WireText text={check.signer} />
                </span>
              ) : null}
            </Td>
            <Td head="Verified" className="whitespace-nowrap">
              <TimeAgo at={check.at} />
              <span className="block text-muted text-xs">
                <bdi>{check.actor}</bdi>
                {check.origin === "browser" ? "" : ", by command line"}
              </span>
            </Td>
            <Td head="Note" className="min-w-40 max-w-60">
              {check.note ? <WireText text={check.note} isWrapped /> : <span className="text-muted">none</span>}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
