"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { PanelSection } from "@/components/ui/panel-part";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import type { FirmwareProductDetailDto, GoldenVersionDto } from "@/lib/contracts/firmware";
import { countOf } from "@/lib/domain/say-count";
import { devicesOf } from "./firmware-table";
import { GoldenDialog } from "./golden-dialog";

/** What a product's devices should run, which of them do not, and what was said before. */
export function GoldenSection({ product }: { readonly product: FirmwareProductDetailDto }) {
  const mayEdit = useCan("firmware.approve");
  const [isSetting, setIsSetting] = useState(false);
  const [ending, setEnding] = useState<GoldenVersionDto | null>(null);
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      apiSend("POST", `/firmware/golden/${id}/end`, { reason }),
    onSuccess: async () => {
      setEnding(null);
      toast({ title: "The golden version does not hold any more" });
      await refreshInventory(client);
    },
  });
  const past = product.history.filter(({ ended }) => ended !== null);
  return (
    <PanelSection title="Golden version">
      {product.golden.length === 0 ? <p className="text-muted">Nobody has said what its devices should run.</p> : null}
      {product.offGolden > 0 ? (
        <p className="pb-2">
          <Link
            href={devicesOf(`${product.query} golden:off`)}
            className="rounded-sm font-medium text-risk-high-text hover:underline"
          >
            {countOf(product.offGolden, "device")}
          </Link>{" "}
          {product.offGolden === 1 ? "runs" : "run"} something else.
        </p>
      ) : null}
      <ul className="flex flex-col gap-3">
        {product.golden.map((rule) => (
          <li key={rule.id} className="flex items-start justify-between gap-2">
            <GoldenRule rule={rule} />
            {mayEdit ? (
              <Button size="sm" tone="quiet" onClick={() => setEnding(rule)}>
                End
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <p className="pt-2">
          <Button size="sm" onClick={() => setIsSetting(true)}>
            {product.golden.length === 0 ? "Set a golden version" : "Set another"}
          </Button>
        </p>
      ) : null}
      {past.length > 0 ? (
        <details className="pt-3">
          <summary className="text-muted text-xs">
            {past.length === 1 ? "1 that holds no more" : `${past.length} that hold no more`}
          </summary>
          <ul className="flex flex-col gap-3 pt-2">
            {past.map((rule) => (
              <li key={rule.id}>
                <GoldenRule rule={rule} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {isSetting ? <GoldenDialog product={product} onClose={() => setIsSetting(false)} /> : null}
      {ending ? (
        <ReasonDialog
          title={`End ${ending.version} as the golden version`}
          description="Its devices then stand to nothing, or to what is set for the site or the plant. It stays in the history."
          verb="End it"
          isBusy={end.isPending}
          error={end.error}
          onClose={() => setEnding(null)}
          onSubmit={(reason) => end.mutate({ id: ending.id, reason })}
        />
      ) : null}
    </PanelSection>
  );
}

/** One rule in words: the version, where it holds, who set it and why. */
function GoldenRule({ rule }: { readonly rule: GoldenVersionDto }) {
  return (
    <div className="min-w-0">
      <p className="flex min-w-0 flex-wrap gap-x-1.5">
        <WireText text={rule.version} isMono className="leading-5" />
        <bdi>{rule.scope ? `in ${rule.scope.name}` : "in the whole plant"}</bdi>
      </p>
      {rule.alsoApproved.length > 0 ? (
        <p className="text-soft text-xs">
          also approved: <bdi>{rule.alsoApproved.join(", ")}</bdi>
        </p>
      ) : null}
      <p className="text-muted text-xs">
        <bdi>{rule.actor}</bdi>, <TimeAgo at={rule.setAt} />: <bdi>{rule.reason}</bdi>
      </p>
      {rule.ended ? (
        <p className="text-muted text-xs">
          ended by <bdi>{rule.ended.by}</bdi>, <TimeAgo at={rule.ended.at} />: <bdi>{rule.ended.reason}</bdi>
        </p>
      ) : null}
    </div>
  );
}
