import { clsx } from "clsx";
import { Unknown } from "@/components/devices/unknown";
import type { FirmwareProductDto } from "@/lib/contracts/firmware";
import { formatCount } from "@/lib/domain/say-count";

/** How a product's devices stand to what they should run, in the colours of the bar beside it; only what there is. */
export function ProductStanding({ product }: { readonly product: FirmwareProductDto }) {
  const { golden, target, behind, ahead, incomparable, unseen, offGolden, versionCount } = product;
  const parts = [
    { count: golden.length > 0 ? offGolden : 0, word: "off golden", tone: "font-medium text-risk-high-text" },
    { count: target === null ? 0 : behind, word: "behind", tone: "text-risk-medium-text" },
    { count: target === null ? 0 : incomparable, word: "cannot be compared", tone: "text-risk-high-text" },
    { count: target === null ? 0 : ahead, word: "ahead", tone: "text-soft" },
    // Of a product that shows no version at all the bar says so.
    { count: versionCount === 0 ? 0 : unseen, word: "not seen", tone: "text-muted" },
  ].filter(({ count }) => count > 0);
  if (parts.length > 0) {
    return (
      <ul className="flex flex-wrap gap-x-3">
        {parts.map(({ count, word, tone }) => (
          <li key={word} className={clsx("whitespace-nowrap", tone)}>
            {formatCount(count)} {word}
          </li>
        ))}
      </ul>
    );
  }
  if (target !== null && versionCount > 0) return <span className="text-muted">all run it</span>;
  return <Unknown />;
}
