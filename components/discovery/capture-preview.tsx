"use client";

import { useState } from "react";
import { OperationsText } from "@/components/devices/operations-text";
import { WireText } from "@/components/devices/wire-text";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Progress } from "@/components/ui/progress";
import { Table, Td, Th } from "@/components/ui/table";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { formatBytes } from "@/lib/client/format-number";
import { cleanText } from "@/lib/domain/clean-text";
import { countOf, formatCount } from "@/lib/domain/say-count";
import type { Preview } from "@/lib/preview/preview";
import { LedgerView } from "./ledger-view";
import { usePreview } from "./use-preview";

interface CapturePreviewProps {
  readonly files: readonly File[];
  readonly onUpload: () => void;
  readonly onDiscard: () => void;
}

type Tab = "devices" | "flows" | "protocols" | "files";

/** What the captures hold, read in this browser: nothing has left the machine until "Upload". */
export function CapturePreview({ files, onUpload, onDiscard }: CapturePreviewProps) {
  const state = usePreview(files);
  const [tab, setTab] = useState<Tab>("devices");
  const isReading = state.step === "reading";
  return (
    <section aria-label="Preview" className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-60 flex-1">
          <h2 className="font-semibold">Look before you upload</h2>
          <p aria-live="polite" className="text-soft">
            {state.step === "done" ? sentence(state.preview) : "Read in this browser. Nothing has left this machine."}
          </p>
        </div>
        <span className="flex gap-2">
          <Button onClick={onDiscard}>{isReading ? "Cancel" : "Discard"}</Button>
          <Button tone="primary" onClick={onUpload}>
            {isReading ? "Upload without a look" : "Upload…"}
          </Button>
        </span>
      </div>
      {isReading ? (
        <div className="flex flex-col gap-1.5">
          <Progress label={`${state.name} read`} value={state.fraction} />
          <p className="text-muted text-xs">
            <bdi>{state.name}</bdi>, {countOf(state.packets, "packet")} so far
          </p>
        </div>
      ) : null}
      {state.step === "failed" ? (
        <Callout tone="warn" isAlert>
          {state.sentence}
        </Callout>
      ) : null}
      {state.step === "done"
        ? state.preview.unread.map(({ name, sentence }) => (
            <Callout key={name} tone="warn">
              <WireText text={cleanText(name)} className="font-medium" /> {cleanText(sentence)}
            </Callout>
          ))
        : null}
      {state.step === "done" ? <PreviewTabs preview={state.preview} tab={tab} onTab={setTab} /> : null}
    </section>
  );
}

function sentence({ deviceCount, flowCount, files }: Preview): string {
  const packets = files.reduce((sum, file) => sum + file.packets, 0);
  return `${countOf(deviceCount, "device")} and ${countOf(flowCount, "flow")} in ${countOf(packets, "packet")}. Nothing has left this machine.`;
}

interface PreviewTabsProps {
  readonly preview: Preview;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}

function PreviewTabs({ preview, tab, onTab }: PreviewTabsProps) {
  const { devices, deviceCount, flows, flowCount, protocols, files } = preview;
  return (
    <Tabs
      label="What the captures hold"
      value={tab}
      onChange={onTab}
      tabs={[
        { value: "devices", label: "Devices", count: deviceCount },
        { value: "flows", label: "Flows", count: flowCount },
        { value: "protocols", label: "Protocols", count: protocols.length },
        { value: "files", label: "Files", count: files.length },
      ]}
    >
      <TabPanel value="devices">
        <Shown shown={devices.length} total={deviceCount} noun="device" />
        <DeviceRows devices={devices} />
      </TabPanel>
      <TabPanel value="flows">
        <Shown shown={flows.length} total={flowCount} noun="flow" />
        <FlowRows flows={flows} />
      </TabPanel>
      <TabPanel value="protocols">
        <ProtocolRows protocols={protocols} />
      </TabPanel>
      <TabPanel value="files">
        <ul className="flex flex-col gap-4">
          {files.map((file) => (
            <li key={file.name} className="flex flex-col gap-1">
              <WireText text={cleanText(file.name)} className="font-medium" />
              <LedgerView ledger={{ ...file.ledger, reasons: [...file.ledger.reasons] }} unit="frame" />
              {file.warnings.map((warning) => (
                <p key={warning} className="text-risk-medium-text text-xs">
                  {warning}
                </p>
              ))}
            </li>
          ))}
        </ul>
      </TabPanel>
    </Tabs>
  );
}

function Shown({ shown, total, noun }: { readonly shown: number; readonly total: number; readonly noun: string }) {
  if (total === 0) return <p className="text-muted">No {noun} was found in these packets.</p>;
  if (shown === total) return null;
  return (
    <p className="pb-2 text-muted text-xs">
      The first {formatCount(shown)} of {countOf(total, noun)}; all of them after the upload.
    </p>
  );
}

function DeviceRows({ devices }: { readonly devices: Preview["devices"] }) {
  if (devices.length === 0) return null;
  return (
    <div className="max-h-[50vh] overflow-y-auto">
      <Table isStacked aria-label="Devices in the preview">
        <thead>
          <tr>
            <Th>Addresses</Th>
            <Th>Name</Th>
            <Th>Vendor</Th>
            <Th>Model</Th>
            <Th>Firmware</Th>
            <Th>Role</Th>
            <Th>Services</Th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <tr key={device.id}>
              <Td className="font-mono text-xs">
                {(device.ips.length > 0 ? device.ips : device.macs).slice(0, 2).map((address) => (
                  <span key={address} className="block whitespace-nowrap">
                    {address}
                  </span>
                ))}
              </Td>
              <Td head="Name" className="max-w-50">
                <WireText text={device.name} />
              </Td>
              <Td head="Vendor" className="max-w-40">
                <WireText text={device.vendor} />
              </Td>
              <Td head="Model" className="max-w-50">
                <WireText text={device.model} />
              </Td>
              <Td head="Firmware" className="max-w-40">
                <WireText text={device.firmware} isMono />
              </Td>
              <Td head="Role" className="max-w-40">
                <WireText text={device.role} />
              </Td>
              <Td head="Services" className="max-w-60 text-soft text-xs">
                {device.services.join(", ")}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function FlowRows({ flows }: { readonly flows: Preview["flows"] }) {
  if (flows.length === 0) return null;
  return (
    <div className="max-h-[50vh] overflow-y-auto">
      <Table isStacked aria-label="Flows in the preview">
        <thead>
          <tr>
            <Th>From</Th>
            <Th>To</Th>
            <Th>Protocol</Th>
            <Th>What was done</Th>
            <Th isNumber>Packets</Th>
            <Th isNumber>Bytes</Th>
          </tr>
        </thead>
        <tbody>
          {flows.map((flow, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: flows of several files may be alike; the list never changes
            <tr key={at}>
              <Td className="whitespace-nowrap font-mono text-xs">{flow.initiator}</Td>
              <Td head="To" className="whitespace-nowrap font-mono text-xs">
                {flow.responder}
              </Td>
              <Td head="Protocol" className="whitespace-nowrap">
                {flow.evidence === "port-only" ? "possibly " : ""}
                {flow.protocol}{" "}
                <span className="text-muted text-xs">
                  {flow.transport}
                  {flow.port === null ? "" : ` ${flow.port}`}
                </span>
              </Td>
              <Td head="What was done">
                <OperationsText operations={flow.operations} />
              </Td>
              <Td head="Packets" isNumber>
                {formatCount(flow.packets)}
              </Td>
              <Td head="Bytes" isNumber>
                {formatBytes(flow.bytes)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function ProtocolRows({ protocols }: { readonly protocols: Preview["protocols"] }) {
  if (protocols.length === 0) return <p className="text-muted">No protocol was recognised.</p>;
  return (
    <Table aria-label="Protocols in the preview">
      <thead>
        <tr>
          <Th>Protocol</Th>
          <Th isNumber>Flows</Th>
          <Th isNumber>Packets</Th>
          <Th isNumber>Bytes</Th>
        </tr>
      </thead>
      <tbody>
        {protocols.map((it) => (
          <tr key={it.protocol}>
            <Td>{it.protocol}</Td>
            <Td isNumber>{formatCount(it.flows)}</Td>
            <Td isNumber>{formatCount(it.packets)}</Td>
            <Td isNumber>{formatBytes(it.bytes)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
