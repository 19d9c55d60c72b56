"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import Link from "next/link";
import { useState } from "react";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { sendGrantDecision } from "@/lib/client/suppliers";
import type { GrantDto, SupplierDto } from "@/lib/contracts/suppliers";
import { sayHours } from "@/lib/domain/exposure/ledger-csv";
import { formatCount } from "@/lib/domain/say-count";
import { flagWord, STANDING_WORDS } from "./grant-words";
import { RequestDialog } from "./request-dialog";

type Decision = "approve" | "refuse" | "revoke";

interface GrantTableProps {
  readonly supplier: SupplierDto;
  readonly grants: readonly GrantDto[];
}

/** Access one a line: by which tool, where to, when, how secured, who approved it; with what may be decided. */
export function GrantTable({ supplier, grants }: GrantTableProps) {
  const [again, setAgain] = useState<GrantDto | null>(null);
  const [asked, setAsked] = useState<{ readonly grant: GrantDto; readonly decision: Decision } | null>(null);
  const mayApprove = useCan("access.approve");
  return (
    <>
      <Table isEdgeToEdge isStacked aria-label={`Access of ${supplier.name}`}>
        <thead>
          <tr>
            <Th>Access</Th>
            <Th>Tool</Th>
            <Th>Reaches</Th>
            <Th className="max-md:hidden">When (UTC)</Th>
            <Th className="max-lg:hidden">Secured</Th>
            <Th isNumber className="max-lg:hidden">
              Sessions
            </Th>
            <Th>Decided</Th>
          </tr>
        </thead>
        <tbody>
          {grants.map((grant) => (
            <tr key={grant.id} className="align-top hover:bg-hover">
              <Td className="whitespace-nowrap">
                <span className={clsx(grant.standing === "requested" && "font-medium")}>
                  {STANDING_WORDS[grant.standing]}
                </span>
              </Td>
              <Td head="Tool" className="max-w-48">
                <bdi className="block truncate">{grant.tool}</bdi>
                <span className="block truncate text-muted text-xs" title={grant.people.join(", ")}>
                  <bdi>{grant.people.join(", ") || "nobody named"}</bdi>
                </span>
              </Td>
              <Td head="Reaches" className="max-w-64">
                <span className="block truncate">
                  {grant.devices.map((it, at) => (
                    <span key={it.id}>
                      {at > 0 ? ", " : ""}
                      <Link href={`/devices/${it.id}`} className="hover:underline">
                        <bdi>{it.name}</bdi>
                      </Link>
                    </span>
                  ))}
                  {grant.zones.map((it, at) => (
                    <bdi key={it.id}>
                      {at > 0 || grant.devices.length > 0 ? ", " : ""}zone {it.name}
                    </bdi>
                  ))}
                </span>
                <span className="block truncate text-muted text-xs" title={grant.origins.join(", ")}>
                  from <bdi>{grant.origins.join(", ") || "anywhere"}</bdi>
                </span>
              </Td>
              <Td head="When (UTC)" className="whitespace-nowrap">
                {grant.validFrom.slice(0, 10)} to {grant.validUntil.slice(0, 10)}
                <span className="block text-muted text-xs">
                  {grant.hours === null ? "at any hour" : sayHours(grant.hours)}
                </span>
              </Td>
              <Td head="Secured" className="max-lg:hidden">
                MFA {flagWord(grant.hasMfa)}, jump host {flagWord(grant.hasJumpHost)}
                <span className="block text-muted text-xs">shared account {flagWord(grant.isSharedAccount)}</span>
              </Td>
              <Td head="Sessions" isNumber className="max-lg:hidden">
                <Sessions grant={grant} />
              </Td>
              <Td head="Decided" className="max-w-72">
                <Decided
                  grant={grant}
                  mayApprove={mayApprove}
                  onAsk={(decision) => setAsked({ grant, decision })}
                  onAgain={() => setAgain(grant)}
                />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {asked ? <DecideDialog {...asked} onClose={() => setAsked(null)} /> : null}
      {again ? <RequestDialog supplier={supplier} like={again} onClose={() => setAgain(null)} /> : null}
    </>
  );
}

/** How often it was used and on which paths; and sessions that come near it and yet are not covered. */
function Sessions({ grant: { sessions, paths, waiting } }: { readonly grant: GrantDto }) {
  return (
    <>
      {formatCount(sessions)}
      {paths.map((it) => (
        <Link
          key={it.id}
          href={`/exposure?path=${it.id}`}
          className="block max-w-40 truncate text-xs underline underline-offset-2"
          aria-label={`Path to ${it.device}`}
        >
          <bdi>{it.device}</bdi>
        </Link>
      ))}
      {waiting > 0 ? (
        <Link
          href="/exposure/sessions"
          className="block whitespace-nowrap text-risk-high-text text-xs underline underline-offset-2"
        >
          {formatCount(waiting)} not covered
        </Link>
      ) : null}
    </>
  );
}

interface DecidedProps {
  readonly grant: GrantDto;
  readonly mayApprove: boolean;
  readonly onAsk: (decision: Decision) => void;
  readonly onAgain: () => void;
}

function Decided({ grant, mayApprove, onAsk, onAgain }: DecidedProps) {
  const mayRequest = useCan("access.request");
  const asked = (
    <span className="block truncate text-muted text-xs" title={grant.reason}>
      asked by <bdi>{grant.requestedBy}</bdi>: <bdi>{grant.reason}</bdi>
    </span>
  );
  if (grant.standing === "requested") {
    return (
      <>
        {mayApprove ? (
          <span className="flex flex-wrap gap-2">
            {grant.isOwn ? (
              <span className="text-muted text-xs">somebody else approves it</span>
            ) : (
              <Button size="sm" tone="primary" onClick={() => onAsk("approve")}>
                Approve…
              </Button>
            )}
            <Button size="sm" onClick={() => onAsk("refuse")}>
              Refuse…
            </Button>
          </span>
        ) : null}
        {asked}
      </>
    );
  }
  return (
    <>
      <span className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 truncate">
          by <bdi title={grant.decisionReason ?? undefined}>{grant.revokedBy ?? grant.decidedBy ?? "nobody"}</bdi>
        </span>
        {grant.standing === "approved" && mayApprove ? (
          <Button size="sm" onClick={() => onAsk("revoke")}>
            Revoke…
          </Button>
        ) : null}
        {grant.standing !== "approved" && mayRequest ? (
          <Button size="sm" tone="quiet" onClick={onAgain}>
            Ask again…
          </Button>
        ) : null}
      </span>
      {asked}
    </>
  );
}

const VERBS: Readonly<Record<Decision, { readonly verb: string; readonly past: string; readonly means: string }>> = {
  approve: { verb: "Approve", past: "Approved", means: "It holds from its first day and ends by itself." },
  refuse: { verb: "Refuse", past: "Refused", means: "It grants nothing. Whoever asked sees your reason." },
  revoke: { verb: "Revoke", past: "Revoked", means: "It ends now. Sessions after this raise an item." },
};

function DecideDialog({
  grant,
  decision,
  onClose,
}: {
  readonly grant: GrantDto;
  readonly decision: Decision;
  readonly onClose: () => void;
}) {
  const { verb, past, means } = VERBS[decision];
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (reason: string) => sendGrantDecision(grant.id, { decision, reason }),
    onSuccess: () => {
      toast({ title: `${past} access of ${grant.supplier}` });
      onClose();
      return Promise.all(["exposure", "overview"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <ReasonDialog
      title={`${verb} access of ${grant.supplier}`}
      description={`${grant.tool}, asked for by ${grant.requestedBy}: ${grant.reason} ${means}`}
      verb={verb}
      isBusy={send.isPending}
      error={send.error}
      onSubmit={(reason) => send.mutate(reason)}
      onClose={onClose}
    />
  );
}
