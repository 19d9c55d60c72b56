import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { GoldenChip, goldenReason } from "@/components/firmware/golden-chip";
import { lifecycleReason, SupportWord } from "@/components/firmware/support-word";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { DeviceActions } from "../device-actions";
import { deviceTitle } from "../device-name";
import { PresenceWord } from "../presence-mark";
import { RiskScore, RiskWaterfall } from "../risk-waterfall";
import { StateBadge } from "../state-badge";
import { TimeAgo } from "../time-ago";
import { WireText } from "../wire-text";
import { ZoneName } from "../zone-name";

const FACTORS_SHOWN = 9;

interface DeviceHeaderProps {
  readonly detail: DeviceDetail;
  readonly onShowRisk: () => void;
}

/** What it is, how sure we are, where it lives, and how risky: the same above every tab. */
export function DeviceHeader({ detail, onShowRisk }: DeviceHeaderProps) {
  const { row } = detail;
  return (
    <header className="grid gap-x-12 gap-y-4 px-4 pt-3 pb-3 md:px-6 lg:grid-cols-[minmax(0,1fr)_minmax(320px,400px)]">
      <div className="min-w-0">
        <nav aria-label="Breadcrumb" className="flex items-center gap-1 text-muted text-xs">
          <Link href="/devices" className="rounded-sm hover:text-ink">
            Devices
          </Link>
          <ChevronRight aria-hidden size={12} />
          <bdi className="truncate">{row.site}</bdi>
        </nav>
        <h1 className="mt-0.5 line-clamp-3 font-semibold text-lg [overflow-wrap:anywhere]" title={deviceTitle(row)}>
          <bdi dir="auto">{deviceTitle(row)}</bdi>
        </h1>
        <p className="mt-0.5 max-w-[75ch] text-soft">
          <WireText text={detail.sentence} isWrapped />
        </p>
        {detail.replaces ? (
          <p className="mt-1 text-soft">
            It replaced{" "}
            <Link href={`/devices/${detail.replaces}`} className="rounded-sm text-accent underline underline-offset-2">
              the device that was at its address before
            </Link>
            .
          </p>
        ) : null}
        <dl className="mt-3 grid max-w-3xl grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-4">
          <Fact label="State" reason={detail.stateReason}>
            <StateBadge state={row.state} />
          </Fact>
          <Fact label="Zone" reason={detail.zoneReason}>
            <ZoneName zone={row.zone} />
          </Fact>
          {row.presence ? (
            <Fact label="Presence" reason={detail.presenceReason}>
              <PresenceWord presence={row.presence} />
            </Fact>
          ) : null}
          {detail.level && (detail.level.isInferred || detail.level.isUnusual) ? (
            <Fact label="Purdue level" reason={detail.level.reason}>
              {detail.level.level}
              <span className="text-muted">{detail.level.isInferred ? " (inferred)" : " (unusual)"}</span>
            </Fact>
          ) : null}
          <Fact label={row.ips.length === 1 ? "Address" : "Addresses"}>
            <span className="font-mono text-xs" title={row.ips.join("\n")}>
              {row.ips.slice(0, 3).join(", ") || "none seen"}
            </span>
            {row.ips.length > 3 ? <span className="text-muted"> +{row.ips.length - 3}</span> : null}
          </Fact>
          <Fact label="Firmware" reason={detail.firmware?.golden ? goldenReason(detail.firmware) : null}>
            <WireText text={row.firmware?.value} isMono className="max-w-48 leading-5" />
            {detail.firmware?.golden ? <GoldenChip {...detail.firmware} golden={detail.firmware.golden} /> : null}
          </Fact>
          {detail.lifecycle ? (
            <Fact label="Vendor’s support" reason={lifecycleReason(detail.lifecycle)}>
              <SupportWord endsAt={detail.lifecycle.supportEndsAt} isPossible={detail.lifecycle.isPossible} />
            </Fact>
          ) : null}
          <Fact label="First seen">
            <TimeAgo at={row.firstSeenAt} />
          </Fact>
          <Fact label="Last seen">
            <TimeAgo at={row.lastSeenAt} />
          </Fact>
        </dl>
        <div className="mt-3">
          <DeviceActions devices={[row]} hasKeys />
        </div>
      </div>
      <section aria-label="Risk" className="min-w-0">
        <h2 className="label-quiet">Risk</h2>
        <div className="flex items-baseline justify-between gap-4 pb-1">
          <RiskScore risk={detail.risk} />
          <button
            type="button"
            onClick={onShowRisk}
            className="rounded-sm text-soft text-xs underline decoration-line-strong underline-offset-2 hover:text-ink hover:decoration-current"
          >
            Why, and what would help
          </button>
        </div>
        <div className="max-md:hidden">
          <RiskWaterfall risk={detail.risk} maxRows={FACTORS_SHOWN} />
        </div>
      </section>
    </header>
  );
}

interface FactProps {
  readonly label: string;
  /** Why it is so, in quiet words below. */
  readonly reason?: string | null;
  readonly children: ReactNode;
}

function Fact({ label, reason, children }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="min-w-0">
        {children}
        {reason ? (
          <span className="line-clamp-3 text-muted text-xs [overflow-wrap:anywhere]" title={reason}>
            <bdi>{reason}</bdi>
          </span>
        ) : null}
      </dd>
    </div>
  );
}
