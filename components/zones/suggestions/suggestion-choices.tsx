import Link from "next/link";
import { WireText } from "@/components/devices/wire-text";
import { CheckLine } from "@/components/ui/check-line";
import type { ZoneSuggestionDto } from "@/lib/contracts/zone-suggestions";
import { roleTitle } from "@/lib/domain/device/role-title";
import { countOf } from "@/lib/domain/say-count";

type Block = ZoneSuggestionDto["cidrs"][number];
type Member = ZoneSuggestionDto["devices"][number];

const SHOWN_DEVICES = 200;

/** What tells the blocks of addresses of a suggestion apart, also as their words. */
export const blockKey = ({ realm, cidr }: Block) => `${realm} ${cidr}`;

interface RuleChoiceProps {
  readonly cidrs: readonly Block[];
  /** Keys of blocks. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (key: string, isChosen: boolean) => void;
}

/** Which blocks of addresses of a suggestion become rules; nothing where it has none. */
export function RuleChoice({ cidrs, chosen, onChoose }: RuleChoiceProps) {
  if (cidrs.length === 0) return null;
  return (
    <fieldset>
      <legend className="label-quiet pb-1">Rules, also for devices to come</legend>
      {cidrs.map(blockKey).map((key) => (
        <CheckLine key={key} isChecked={chosen.has(key)} onChange={(isChosen) => onChoose(key, isChosen)}>
          <span className="font-mono text-xs">{key}</span>
        </CheckLine>
      ))}
    </fieldset>
  );
}

interface DeviceChoiceProps {
  readonly devices: readonly Member[];
  /** Whether a chosen rule brings the device, which then cannot be left out. */
  readonly isBrought: (device: Member) => boolean;
  /** Ids of devices that are left out. */
  readonly left: ReadonlySet<string>;
  readonly onChoose: (id: string, isChosen: boolean) => void;
}

/** Which devices of a suggestion go along. */
export function DeviceChoice({ devices, isBrought, left, onChoose }: DeviceChoiceProps) {
  return (
    <fieldset>
      <legend className="label-quiet pb-1">
        {devices.every(isBrought)
          ? `${countOf(devices.length, "device")}, all by these rules`
          : `${countOf(devices.length, "device")}; those that no rule brings are pinned`}
      </legend>
      <ul className="scroll-area max-h-80 rounded-md border px-3 py-1">
        {devices.slice(0, SHOWN_DEVICES).map((it) => (
          <li key={it.id} className="flex min-w-0 items-center gap-2">
            {isBrought(it) ? (
              <span className="flex h-6 min-w-0 flex-1 items-center">
                <DeviceName device={it} />
              </span>
            ) : (
              <div className="min-w-0 flex-1">
                <CheckLine isChecked={!left.has(it.id)} onChange={(isChosen) => onChoose(it.id, isChosen)}>
                  <DeviceName device={it} />
                </CheckLine>
              </div>
            )}
            <Link
              href={`/devices/${it.id}`}
              aria-label={`Open ${it.name}`}
              className="shrink-0 rounded-sm text-accent text-xs hover:underline"
            >
              Open
            </Link>
          </li>
        ))}
        {devices.length > SHOWN_DEVICES ? (
          <li className="py-1 text-muted text-xs">and {devices.length - SHOWN_DEVICES} more, taken with them</li>
        ) : null}
      </ul>
    </fieldset>
  );
}

function DeviceName({ device }: { readonly device: Member }) {
  return (
    <>
      <WireText text={device.name} className="min-w-0" />
      {device.role ? <span className="ml-2 shrink-0 text-muted text-xs">{roleTitle(device.role)}</span> : null}
    </>
  );
}
