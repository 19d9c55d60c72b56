import Link from "next/link";
import { Unknown } from "@/components/devices/unknown";
import { WireText } from "@/components/devices/wire-text";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th } from "@/components/ui/table";
import type { FirmwareProductDto } from "@/lib/contracts/firmware";
import { formatCount } from "@/lib/domain/say-count";
import { SupportWord } from "./support-word";
import { VersionSpread } from "./version-spread";

interface FirmwareTableProps {
  readonly products: readonly FirmwareProductDto[];
  readonly shownId: string | null;
  readonly onShow: (id: string) => void;
}

/** A line for each product: what its devices run, what they should, and what is known to be fixed. */
export function FirmwareTable({ products, shownId, onShow }: FirmwareTableProps) {
  return (
    <Table isEdgeToEdge aria-label="Firmware by product">
      <thead>
        <tr>
          <Th>Product</Th>
          <Th isNumber>Devices</Th>
          <Th>Versions seen</Th>
          <Th>Golden</Th>
          <Th>Latest known</Th>
          <Th>Support</Th>
          <Th isNumber>Off golden</Th>
          <Th isNumber>Behind</Th>
          <Th isNumber>Ahead</Th>
          <Th isNumber>Not seen</Th>
          <Th isNumber title="Findings that the latest or golden version fixes" className="pr-4! md:pr-6!">
            Fixes
          </Th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <tr key={product.id} className={product.id === shownId ? "bg-selected" : "hover:bg-hover"}>
            <Td className="max-w-52 pl-4! md:max-w-64 md:pl-6!">
              <RowButton isChosen={product.id === shownId} title={product.name} onChoose={() => onShow(product.id)}>
                <bdi>{product.name}</bdi>
              </RowButton>
            </Td>
            <Td isNumber>
              <Link href={devicesOf(product.query)} className="rounded-sm hover:underline">
                {formatCount(product.devices)}
              </Link>
            </Td>
            <Td className="py-1!">
              <VersionSpread product={product} />
            </Td>
            <Td className="max-w-40 whitespace-nowrap">
              <Golden product={product} />
            </Td>
            <Td className="max-w-40">
              {product.latest ? (
                <span title={`${product.latest.advisory}: ${product.latest.because}`} className="block truncate">
                  <WireText text={product.latest.version} isMono />
                </span>
              ) : (
                <Unknown />
              )}
            </Td>
            <Td className="whitespace-nowrap">
              <SupportWord endsAt={product.supportEndsAt} />
            </Td>
            <Count value={product.golden.length > 0 ? product.offGolden : null} isLoud />
            <Count value={product.target === null ? null : product.behind} />
            <Count value={product.target === null ? null : product.ahead} />
            <Count value={product.unseen} />
            <Count value={product.target === null ? null : product.fixable} className="pr-4! md:pr-6!" />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The device list with this query. */
export const devicesOf = (query: string) => `/devices?q=${encodeURIComponent(query)}`;

function Golden({ product: { golden } }: { readonly product: FirmwareProductDto }) {
  const plant = golden.find(({ scope }) => scope === null);
  const places = golden.length - (plant ? 1 : 0);
  if (golden.length === 0) return <Unknown word="not set" />;
  return (
    <span className="block truncate">
      {plant ? <WireText text={plant.version} isMono /> : null}
      {places > 0 ? (
        <span className="text-muted">
          {plant ? " + " : ""}
          {places === 1 ? "1 place" : `${places} places`}
        </span>
      ) : null}
    </span>
  );
}

/** A number; null where there is nothing to measure by. */
function Count({
  value,
  isLoud,
  className,
}: {
  readonly value: number | null;
  readonly isLoud?: boolean;
  readonly className?: string;
}) {
  const tone = value === null || value === 0 ? "text-muted" : isLoud ? "font-medium text-risk-high-text" : "";
  return (
    <Td isNumber className={`${tone} ${className ?? ""}`}>
      {value === null ? <span title="There is no version to measure by.">unknown</span> : formatCount(value)}
    </Td>
  );
}
