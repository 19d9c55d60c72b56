"use client";

import Link from "next/link";
import { deviceSubtitle, deviceTitle } from "@/components/devices/device-name";
import { RiskBar } from "@/components/devices/risk-bar";
import { ServiceWords } from "@/components/devices/service-word";
import { StateBadge } from "@/components/devices/state-badge";
import { WireText } from "@/components/devices/wire-text";
import { ZoneName } from "@/components/devices/zone-name";
import { Page } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Table, Td, Th } from "@/components/ui/table";
import type { DevicePage } from "@/lib/contracts/devices";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { AsOfBar } from "./as-of-bar";

interface PastDevicesProps {
  readonly asOf: string;
  /** What the devices shown contain; empty for all of them. */
  readonly words: string;
  readonly page: DevicePage;
}

/** The inventory as it was known at a past time. */
export function PastDevices({ asOf, words, page }: PastDevicesProps) {
  const at = `asOf=${encodeURIComponent(asOf)}`;
  return (
    <Page title="Devices" answer={sentence(page, words)} isFilling>
      <AsOfBar asOf={asOf} path="/devices" search={words === "" ? {} : { q: words }} />
      <form action="/devices" className="flex gap-2 border-b bg-surface px-4 py-2 md:px-6">
        <input type="hidden" name="asOf" value={asOf} />
        <Input
          type="search"
          name="q"
          aria-label="Search the devices of then"
          placeholder="Name, address, vendor, firmware"
          className="max-w-80"
          key={words}
          defaultValue={words}
        />
        <Button type="submit">Search</Button>
      </form>
      {page.items.length === 0 ? (
        <EmptyState title={words === "" ? "Nothing was known yet" : `No device of then has “${words}”`}>
          {words === ""
            ? "No device had been found by then. Choose a later time."
            : `Of the ${countOf(page.totalAll, "device")} known then none fits. Look for less, or at another time.`}
        </EmptyState>
      ) : (
        <div className="scroll-area min-h-0 flex-1 bg-surface">
          <Table isEdgeToEdge aria-label="Devices as known then">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th>Risk</Th>
                <Th className="max-lg:hidden">State</Th>
                <Th>Zone</Th>
                <Th className="max-md:hidden">Addresses</Th>
                <Th className="max-lg:hidden">Vendor</Th>
                <Th className="max-lg:hidden">Firmware</Th>
                <Th className="max-lg:hidden">Services</Th>
              </tr>
            </thead>
            <tbody>
              {page.items.map((row) => (
                <tr key={row.id} className="hover:bg-hover">
                  <Td className="max-w-40 md:max-w-72">
                    <span className="flex min-w-0 items-baseline gap-2">
                      <Link
                        href={`/devices/${row.id}?${at}`}
                        className="min-w-0 shrink-0 max-w-full rounded-sm font-medium hover:underline"
                      >
                        <WireText text={deviceTitle(row)} />
                      </Link>
                      <bdi className="truncate text-muted max-md:hidden">{deviceSubtitle(row)}</bdi>
                    </span>
                  </Td>
                  <Td className="w-24">
                    <RiskBar score={row.riskScore} band={row.riskBand} />
                  </Td>
                  <Td className="max-lg:hidden">
                    <StateBadge state={row.state} />
                  </Td>
                  <Td className="max-w-48">
                    <ZoneName zone={row.zone} />
                  </Td>
                  <Td className="whitespace-nowrap font-mono text-xs max-md:hidden">{row.ips[0] ?? row.macs[0]}</Td>
                  <Td className="max-w-40 max-lg:hidden">
                    <WireText text={row.vendor?.value} />
                  </Td>
                  <Td className="max-w-32 max-lg:hidden">
                    <WireText text={row.firmware?.value} isMono />
                  </Td>
                  <Td className="max-w-56 max-lg:hidden">
                    <ServiceWords services={row.services} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          {page.next ? (
            <p className="p-4">
              <Button asChild>
                <Link
                  href={`/devices?${new URLSearchParams({ asOf, ...(words === "" ? {} : { q: words }), cursor: page.next })}`}
                >
                  Next page
                </Link>
              </Button>
            </p>
          ) : null}
        </div>
      )}
    </Page>
  );
}

function sentence({ total, totalAll }: DevicePage, words: string): string {
  return words === ""
    ? `${countOf(total, "device")} known at that time`
    : `${formatCount(total)} of ${countOf(totalAll, "device")} known at that time have “${words}”`;
}
