"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { WireText } from "@/components/devices/wire-text";
import { QueryProblem } from "@/components/shell/query-problem";
import { PanelSection } from "@/components/ui/panel-part";
import { SidePanel } from "@/components/ui/side-panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { firmwareProductOptions } from "@/lib/client/queries/firmware";
import { useCloseKey } from "@/lib/client/use-close-key";
import type { FirmwareProductDetailDto } from "@/lib/contracts/firmware";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { devicesOf } from "./firmware-table";
import { GoldenSection } from "./golden-section";
import { SupportWord } from "./support-word";
import { fillOf } from "./version-spread";

const BESIDE_TARGET = { behind: "behind", ahead: "ahead of", differs: "cannot be compared with" } as const;

/** One product: its versions, what they should be, and who said so. */
export function ProductPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  useCloseKey(onClose);
  const { data, error, refetch } = useQuery(firmwareProductOptions(id));
  return (
    <SidePanel
      label="Product"
      contentKey={id}
      onClose={onClose}
      header={
        <>
          <h2 className="truncate font-semibold text-md" title={data?.name}>
            <bdi>{data?.name ?? "Product"}</bdi>
          </h2>
          {data ? (
            <p className="text-muted text-xs">
              <Link href={devicesOf(data.query)} className="rounded-sm text-accent hover:underline">
                {countOf(data.devices, "device")}
              </Link>
            </p>
          ) : null}
        </>
      }
    >
      {error ? <QueryProblem isInset error={error} refetch={refetch} /> : null}
      {!data && !error ? <SkeletonRows count={6} columns={["w-24", "w-40"]} /> : null}
      {data ? <ProductParts product={data} /> : null}
    </SidePanel>
  );
}

function ProductParts({ product }: { readonly product: FirmwareProductDetailDto }) {
  const { latest, target } = product;
  return (
    <div className="flex flex-col gap-5 p-4">
      <PanelSection title="Latest known version">
        {latest ? (
          <div>
            <WireText text={latest.version} isMono />
            <p className="text-muted text-xs">
              <Link
                href={`/vulnerabilities?key=${encodeURIComponent(latest.advisory)}`}
                className="rounded-sm text-accent hover:underline"
              >
                {latest.advisory}
              </Link>
              : <bdi>{latest.because}</bdi>. There may be newer ones that no advisory speaks of.
            </p>
          </div>
        ) : (
          <p className="text-muted">No imported advisory names a version in which something is fixed.</p>
        )}
      </PanelSection>
      {product.supportEndsAt ? (
        <PanelSection title="Vendor’s support">
          <SupportWord endsAt={product.supportEndsAt} />
        </PanelSection>
      ) : null}
      <PanelSection title="Versions that devices run">
        <Table aria-label="Versions that devices run">
          <thead>
            <tr>
              <Th>Version</Th>
              <Th isNumber>Devices</Th>
              <Th isNumber>Findings</Th>
              <Th isNumber>Fixed by {target ?? "an update"}</Th>
            </tr>
          </thead>
          <tbody>
            {product.versions.map((version) => (
              <tr key={version.firmware ?? ""}>
                <Td>
                  <span className="flex items-center gap-2">
                    <span aria-hidden className={`${fillOf(version)} size-2! shrink-0 rounded-full`} />
                    <Link href={devicesOf(version.query)} className="min-w-0 rounded-sm hover:underline">
                      {version.firmware === null ? (
                        <span className="text-muted">not seen</span>
                      ) : (
                        <WireText text={version.firmware} isMono />
                      )}
                    </Link>
                  </span>
                  {version.standing === "behind" || version.standing === "ahead" || version.standing === "differs" ? (
                    <span className="block pl-4 text-muted text-xs">
                      {BESIDE_TARGET[version.standing]} {target}
                    </span>
                  ) : null}
                </Td>
                <Td isNumber>{formatCount(version.devices)}</Td>
                <Td isNumber>{formatCount(version.findings)}</Td>
                <Td isNumber className={version.fixable === 0 ? "text-muted" : undefined}>
                  {formatCount(version.fixable)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </PanelSection>
      <GoldenSection product={product} />
    </div>
  );
}
