import { clsx } from "clsx";
import type { FirmwareProductDto, FirmwareVersionDto } from "@/lib/contracts/firmware";
import { countOf } from "@/lib/domain/say-count";

/** Narrower parts cannot be seen. Percent. */
const MIN_WIDTH = 1.5;

/** Devices by version as one bar, oldest version left; what is behind the target stands out. */
export function VersionSpread({ product }: { readonly product: FirmwareProductDto }) {
  const shown = product.versions.reduce((sum, { devices }) => sum + devices, 0);
  const seen = product.versions.filter(({ firmware }) => firmware !== null);
  const rest = product.devices - shown;
  return (
    <div className="md:min-w-40 md:max-w-44 xl:max-w-72">
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-sm bg-track">
        {product.versions.map((version) => (
          <span
            key={version.firmware ?? ""}
            title={`${version.firmware ?? "version not seen"}: ${countOf(version.devices, "device")}`}
            className={fillOf(version)}
            style={{ width: `${Math.max(MIN_WIDTH, (100 * version.devices) / Math.max(1, product.devices))}%` }}
          />
        ))}
      </div>
      <p className="truncate pt-0.5 text-muted text-xs" title={wordsOf(seen)}>
        {product.versionCount === 0 ? "no version was seen" : <bdi>{wordsOf(seen.slice(-3))}</bdi>}
        {product.versionCount > 3 ? ` and ${product.versionCount - 3} more` : ""}
        {rest > 0 && product.versionCount <= 3 ? " …" : ""}
      </p>
    </div>
  );
}

const wordsOf = (versions: readonly FirmwareVersionDto[]) =>
  versions.map(({ firmware, devices }) => `${firmware} × ${devices}`).join(", ");

/** Colour only where it says something: behind and unlike the target; the rest is quiet. */
export function fillOf({ standing, firmware }: Pick<FirmwareVersionDto, "standing" | "firmware">): string {
  return clsx(
    "h-full shrink",
    firmware === null
      ? "bg-line-strong"
      : standing === "behind"
        ? "bg-risk-medium"
        : standing === "differs"
          ? "bg-risk-high"
          : standing === "same"
            ? "bg-accent"
            : "bg-risk-low",
  );
}
