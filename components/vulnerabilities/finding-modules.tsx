import { Unknown } from "@/components/devices/unknown";
import { WireText } from "@/components/devices/wire-text";
import type { FindingDetailDto } from "@/lib/contracts/findings";
import { placeOfChild } from "@/lib/domain/device/child-address";

/** Modules of the device, and devices behind it, to which the advisory applies or may apply. */
export function FindingModules({ modules }: { readonly modules: FindingDetailDto["modules"] }) {
  return (
    <ul className="flex flex-col gap-2 [overflow-wrap:anywhere]">
      {modules.map(({ address, product, firmware, serial, kind, why }) => (
        <li key={address}>
          <p>
            <span className="font-medium" title={address}>
              {placeOfChild(address)}
            </span>
            {": "}
            <WireText text={product} isWrapped /> <span>{kind === "affected" ? "is affected" : "may be affected"}</span>
          </p>
          <p className="text-soft">
            firmware {firmware === null ? <Unknown /> : <WireText text={firmware} isMono />}, serial{" "}
            {serial === null ? <Unknown /> : <WireText text={serial} isMono />}
          </p>
          <p className="text-muted text-xs">
            <bdi>{why}</bdi>
          </p>
        </li>
      ))}
    </ul>
  );
}
