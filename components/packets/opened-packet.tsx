"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { positionText } from "@/components/devices/citation-text";
import { TimeAgo } from "@/components/devices/time-ago";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { flowFileHref, packetFileHref, packetOptions } from "@/lib/client/queries/packets";
import { useIsNarrow } from "@/lib/client/use-is-narrow";
import type { PacketBytes, PacketView } from "@/lib/contracts/packets";
import type { ByteRange } from "@/lib/domain/packet/frame-layer";
import { ByteView, LineView } from "./byte-view";
import { LayerList } from "./layer-list";

interface OpenedPacketProps {
  readonly question: Parameters<typeof packetOptions>[0];
  readonly port: number | null;
  readonly onClose: () => void;
}

/** Loaded when the first packet is opened. */
export default function OpenedPacket({ question, port, onClose }: OpenedPacketProps) {
  const { data, error, refetch } = useQuery(packetOptions(question));
  const title = data
    ? `${data.fileName}, ${positionText({ format: data.format, position: question.position })}`
    : `Record ${question.position}`;
  const isFrame = data?.packets.some((it) => it.bytes !== null) ?? false;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={title}
      width="lg"
      description={question.value ? <Sought value={question.value} finding={data?.finding ?? null} /> : undefined}
      footer={isFrame ? <Downloads question={question} port={port} /> : undefined}
    >
      {error ? (
        <QueryProblem error={error} refetch={refetch} />
      ) : data ? (
        <PacketBody view={data} />
      ) : (
        <SkeletonRows count={8} columns={["w-16", "w-80"]} />
      )}
    </Dialog>
  );
}

function Sought({ value, finding }: { readonly value: string; readonly finding: string | null }) {
  return (
    <span aria-live="polite">
      <bdi dir="auto" className="break-all font-mono text-ink">
        {value.length > 120 ? `${value.slice(0, 120)}…` : value}
      </bdi>{" "}
      {finding}
    </span>
  );
}

function Downloads({ question, port }: Pick<OpenedPacketProps, "question" | "port">) {
  return (
    <span className="flex flex-wrap justify-end gap-2">
      {port === null ? null : (
        <Button asChild>
          <a href={flowFileHref(question, port)} download>
            <Download aria-hidden size={14} />
            All with port {port}
          </a>
        </Button>
      )}
      <Button asChild>
        <a href={flowFileHref(question, null)} download>
          <Download aria-hidden size={14} />
          Download this flow
        </a>
      </Button>
      <Button asChild>
        <a href={packetFileHref(question)} download>
          <Download aria-hidden size={14} />
          Download this packet
        </a>
      </Button>
    </span>
  );
}

function PacketBody({ view }: { readonly view: PacketView }) {
  if (view.absence) {
    return (
      <Callout title="It is not kept">
        {view.absence.sentence}
        {view.absence.since ? (
          <>
            {" "}
            Gone <TimeAgo at={view.absence.since} />.
          </>
        ) : null}
      </Callout>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      {view.packets.map((packet) => (
        <OnePacket key={packet.position} packet={packet} hasHeading={view.packets.length > 1} format={view.format} />
      ))}
    </div>
  );
}

interface OnePacketProps {
  readonly packet: PacketBytes;
  readonly hasHeading: boolean;
  readonly format: string;
}

function OnePacket({ packet, hasHeading, format }: OnePacketProps) {
  const [chosen, setChosen] = useState<ByteRange | null>(null);
  // On a phone the layers fill the screen, and what was asked for is marked among the bytes.
  const isBytesFirst = useIsNarrow();
  const layers = <LayerList layers={packet.layers} chosen={chosen} onChoose={setChosen} />;
  return (
    <article aria-label={positionText({ format, position: packet.position })} className="flex min-w-0 flex-col gap-2">
      <p className="text-muted text-xs">
        {hasHeading ? (
          <span className="font-medium text-ink">{positionText({ format, position: packet.position })} · </span>
        ) : null}
        {packet.at ? (
          <>
            <time dateTime={packet.at} className="font-mono">
              {packet.at.replace("T", " ").replace("Z", " UTC")}
            </time>
            {" · "}
          </>
        ) : null}
        {packet.trueLength.toLocaleString("en-GB")} bytes{packet.linkType ? ` · ${packet.linkType}` : ""}
      </p>
      {packet.fault ? <Callout tone="warn">{packet.fault}</Callout> : null}
      {packet.bytes === null ? (
        <LineView packet={packet} />
      ) : (
        <>
          {isBytesFirst ? null : layers}
          <ByteView packet={packet} chosen={chosen} />
          {isBytesFirst ? layers : null}
        </>
      )}
    </article>
  );
}
