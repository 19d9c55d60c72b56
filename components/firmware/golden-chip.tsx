import { clsx } from "clsx";
import Link from "next/link";
import { GOLDEN_WORDS, type GoldenStanding, OFF_GOLDEN } from "@/lib/domain/firmware/golden-version";

const CHIP_WORDS: Readonly<Record<GoldenStanding, string>> = {
  golden: "golden",
  approved: "approved",
  behind: "behind golden",
  ahead: "ahead of golden",
  differs: "off golden",
  unseen: "golden not checked",
};

interface GoldenChipProps {
  readonly productId: string;
  readonly golden: GoldenStanding;
  readonly goldenVersion: string | null;
}

/** How a device stands to its golden version; leads to the product. */
export function GoldenChip({ productId, golden, goldenVersion }: GoldenChipProps) {
  return (
    <Link
      href={`/vulnerabilities/firmware?product=${productId}`}
      title={`It ${goldenReason({ golden, goldenVersion })}`}
      className={clsx(
        "inline-block rounded-sm border px-1 text-xs hover:underline",
        OFF_GOLDEN.includes(golden) ? "border-risk-high text-risk-high-text" : "border-line-strong text-muted",
      )}
    >
      {CHIP_WORDS[golden]}
    </Link>
  );
}

/** "is behind the golden version, V4.5" */
export function goldenReason({
  golden,
  goldenVersion,
}: {
  readonly golden: GoldenStanding | null;
  readonly goldenVersion: string | null;
}): string | null {
  if (golden === null) return null;
  return goldenVersion === null ? GOLDEN_WORDS[golden] : `${GOLDEN_WORDS[golden]}, ${goldenVersion}`;
}
