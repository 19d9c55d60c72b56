import Link from "next/link";
import { Unknown } from "@/components/devices/unknown";
import { WireText } from "@/components/devices/wire-text";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th } from "@/components/ui/table";
import type { FirmwareProductDto } from "@/lib/contracts/firmware";
import { formatCount } from "@/lib/domain/say-count";
import { ProductStanding } from "./product-standing";
import { SupportWord } from "./support-word";
import { VersionSpread } from "./version-spread";

interface FirmwareTableProps {
  readonly products: readonly FirmwareProductDto[];
  readonly shownId: string | null;
  readonly onShow: (id: string) => void;
}

/** A line for each product: what its devices run, what they should, and what is known to be fixed. */
export function FirmwareTable({ products, shownId, onShow }: FirmwareTableProps) {
  // What nobody set or brought in for any of them would be a column of one word.
  const hasGolden = products.some(({ golden }) => golden.length > 0);
  const hasSupport = products.some(({ supportEndsAt }) => supportEndsAt !== null);
  return (
    <Table isEdgeToEdge aria-label="Firmware by product">
      <thead>
        <tr>
          <Th>Product</Th>
          <Th isNumber>Devices</Th>
          <Th>Versions seen</Th>
          <Th
            className="max-md:hidden"
            title="Measured by the golden version of the whole plant, else by the latest known"
          >
            Standing
          </Th>
          {hasGolden ? <Th className="max-md:hidden">Golden</Th> : null}
          <Th className="max-md:hidden">Latest known</Th>
          {hasSupport ? <Th className="max-md:hidden">Support</Th> : null}
          <Th isNumber title="Findings that the latest or golden version fixes" className="pr-6! max-md:hidden">
            Fixes
          </Th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <tr key={product.id} className={product.id === shownId ? "bg-selected" : "hover:bg-hover"}>
            <Td className="max-w-44 pl-4! md:pl-6! xl:max-w-80">
              <RowButton isChosen={product.id === shownId} title={product.name} onChoose={() => onShow(product.id)}>
                <bdi>{product.name}</bdi>
              </RowButton>
              {product.target === null ? null : (
                <span className="block text-xs md:hidden">
                  <ProductStanding product={product} />
                </span>
              )}
            </Td>
            <Td isNumber>
              <Link href={devicesOf(product.query)} className="rounded-sm hover:underline">
                {formatCount(product.devices)}
              </Link>
            </Td>
            <Td className="max-w-36 py-1! md:max-w-none">
              <VersionSpread product={product} />
            </Td>
            <Td className="max-md:hidden">
              <ProductStanding product={product} />
            </Td>
            {hasGolden ? (
              <Td className="max-w-40 whitespace-nowrap max-md:hidden">
                <Golden product={product} />
              </Td>
            ) : null}
            <Td className="max-w-40 max-md:hidden">
              {product.latest ? (
                <span title={`${product.latest.advisory}: ${product.latest.because}`} className="block truncate">
                  <WireText text={product.latest.version} isMono />
                </span>
              ) : (
                <Unknown />
              )}
            </Td>
            {hasSupport ? (
              <Td className="whitespace-nowrap max-md:hidden">
                <SupportWord endsAt={product.supportEndsAt} />
              </Td>
            ) : null}
            <Fixes product={product} />
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

/** How many findings an update would settle. */
function Fixes({ product: { target, fixable } }: { readonly product: FirmwareProductDto }) {
  return (
    <Td isNumber className={`pr-6! max-md:hidden ${target === null || fixable === 0 ? "text-muted" : ""}`}>
      {target === null ? <span title="There is no version to measure by.">unknown</span> : formatCount(fixable)}
    </Td>
  );
}
