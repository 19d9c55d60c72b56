import { Callout } from "@/components/ui/callout";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { CitationText } from "../citation-text";
import { WireText } from "../wire-text";

const TITLES: Readonly<Record<string, string>> = {
  "duplicate-ip": "Two devices use one address",
  "changed-serial": "The serial number changed",
  "vendor-contradicts-oui": "The vendor contradicts the network card",
  "identity-in-two-places": "One identity in two places",
};

/** What contradicts itself and waits for a person. */
export function ConflictList({ conflicts }: { readonly conflicts: DeviceDetail["conflicts"] }) {
  if (conflicts.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 pb-6">
      {conflicts.map((conflict) => (
        <Callout
          key={`${conflict.kind} ${conflict.summary}`}
          tone="warn"
          title={TITLES[conflict.kind] ?? conflict.kind}
        >
          <WireText text={conflict.summary} isWrapped />
          {conflict.citations.length > 0 ? (
            <div className="mt-1 flex flex-wrap gap-x-4">
              {conflict.citations.slice(0, 6).map((it) => (
                <CitationText key={`${it.fileSha256} ${it.position}`} citation={it} />
              ))}
            </div>
          ) : null}
        </Callout>
      ))}
    </div>
  );
}
