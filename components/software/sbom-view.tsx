"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { Page } from "@/components/shell/page";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { VulnerabilityPlaces } from "@/components/vulnerabilities/vulnerability-places";
import { softwareBillsOptions } from "@/lib/client/queries/software";
import type { SoftwareBillDto } from "@/lib/contracts/software";
import { formatCount } from "@/lib/domain/say-count";
import { BillDetail } from "./bill-detail";
import { BillIntake } from "./bill-intake";
import { BillTable } from "./bill-table";
import { ComponentPlaces } from "./component-places";

const PARSERS = { component: parseAsString.withDefault(""), bill: parseAsString };

/** What products are made of, which devices run them, and where a component is. */
export function SbomView() {
  const { data } = useSuspenseQuery(softwareBillsOptions());
  const mayEdit = useCan("knowledge.edit");
  const [place, setPlace] = useQueryStates(PARSERS);
  const open = (bill: string) => void setPlace({ bill });
  const shown = data.bills.find(({ id }) => id === place.bill);
  return (
    <Page title="Vulnerabilities · SBOM" answer={sentence(data.bills)}>
      <VulnerabilityPlaces />
      <div className="flex flex-1 flex-col gap-6 bg-surface px-4 py-4 md:px-6">
        {data.bills.length > 0 ? (
          <Field label="Where is this component?" className="max-w-96">
            <Input
              type="search"
              maxLength={200}
              placeholder="openssl 1.1.1, log4j, pkg:npm/…"
              value={place.component}
              onChange={(event) => void setPlace({ component: event.target.value || null })}
            />
          </Field>
        ) : null}
        {place.component.trim().length >= 2 ? <ComponentPlaces text={place.component} onOpen={open} /> : null}
        {shown ? <BillDetail key={shown.id} id={shown.id} onClose={() => void setPlace({ bill: null })} /> : null}
        {data.bills.length > 0 ? (
          <section aria-label="Bills of materials" className="min-w-0">
            <h2 className="pb-2 font-semibold text-sm">Bills of materials</h2>
            <BillTable bills={data.bills} shownId={shown?.id ?? null} onOpen={open} />
          </section>
        ) : null}
        {mayEdit ? (
          <BillIntake isLarge={data.bills.length === 0} />
        ) : data.bills.length === 0 ? (
          <EmptyState
            title="Bills of materials will stand here"
            action={<RoleNote permission="knowledge.edit" deed="bring one in" />}
          >
            <p>They tell which devices run a component.</p>
          </EmptyState>
        ) : null}
      </div>
    </Page>
  );
}

function sentence(bills: readonly SoftwareBillDto[]): string {
  if (bills.length === 0) return "Nothing is known of what your devices are made of: bring in a bill of materials.";
  const running = bills.reduce((sum, { running: devices }) => sum + devices, 0);
  const known = bills.length === 1 ? "1 bill of materials is" : `${formatCount(bills.length)} bills of materials are`;
  if (running === 0)
    return `${known} here; no device was seen to run what ${bills.length === 1 ? "it describes" : "they describe"}.`;
  return `${known} here, for ${running === 1 ? "1 device" : `${formatCount(running)} devices`}.`;
}
