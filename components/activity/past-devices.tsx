"use client";

import Link from "next/link";
import { deviceTitle } from "@/components/devices/device-name";
import { RiskBar } from "@/components/devices/risk-bar";
import { ServiceWord } from "@/components/devices/service-word";
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

const MAX_SERVICES = 4;

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
                <Th>Device</Th>
                <Th>Addresses</Th>
                <Th>Vendor</Th>
                <Th>Model</Th>
                <Th>Firmware</Th>
                <Th>Zone</Th>
                <Th>Services</Th>
                <Th>State</Th>
                <Th>Risk</Th>
              </tr>
            </thead>
            <tbody>
              {page.items.map((row) => (
                <tr key={row.id} className="hover:bg-hover">
                  <Td className="max-w-56">
                    <Link href={`/devices/${row.id}?${at}`} className="rounded-sm font-medium hover:underline">
                      <WireText text={deviceTitle(row)} />
                    </Link>
                  </Td>
                  <Td className="whitespace-nowrap font-mono text-xs">{row.ips[0] ?? row.macs[0]}</Td>
                  <Td className="max-w-40">{row.vendor ? <WireText text={row.vendor.value} /> : null}</Td>
                  <Td className="max-w-40">{row.model ? <WireText text={row.model.value} /> : null}</Td>
                  <Td className="max-w-32">{row.firmware ? <WireText text={row.firmware.value} /> : null}</Td>
                  <Td className="max-w-48">
                    <ZoneName zone={row.zone} />
                  </Td>
                  <Td className="text-xs">
                    <span className="flex gap-2">
                      {row.services.slice(0, MAX_SERVICES).map((service) => (
                        <ServiceWord
                          key={`${service.transport} ${service.port} ${service.protocol}`}
                          service={service}
                        />
                      ))}
                    </span>
                  </Td>
                  <Td>
                    <StateBadge state={row.state} />
                  </Td>
                  <Td>
                    <RiskBar score={row.riskScore} band={row.riskBand} />
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
