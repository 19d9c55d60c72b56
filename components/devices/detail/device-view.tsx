"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { QueryProblem } from "@/components/shell/query-problem";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { deviceDetailOptions } from "@/lib/client/queries/devices";
import { DeviceHeader } from "./device-header";
import { IdentityTab } from "./identity-tab";
import { ServicesTab } from "./services-tab";

// What lies behind the other tabs comes when one is opened. Not drawn by the server: it would look alive before it is.
const loading = () => <SkeletonRows count={6} columns={["w-40", "w-24", "w-64"]} />;
const FlowsTab = dynamic(() => import("./flows-tab").then((it) => it.FlowsTab), { ssr: false, loading });
const DeviceRulesTab = dynamic(
  () => import("@/components/firewall-rules/device-rules-tab").then((it) => it.DeviceRulesTab),
  { ssr: false, loading },
);
const FindingsTab = dynamic(() => import("./findings-tab").then((it) => it.FindingsTab), { ssr: false, loading });
const RiskTab = dynamic(() => import("./risk-tab").then((it) => it.RiskTab), { ssr: false, loading });
const HistoryTab = dynamic(() => import("./history-tab").then((it) => it.HistoryTab), { ssr: false, loading });
const EvidenceTab = dynamic(() => import("./evidence-tab").then((it) => it.EvidenceTab), { ssr: false, loading });

const TABS = ["identity", "services", "flows", "allow-list", "findings", "risk", "history", "evidence"] as const;

/** A device's page. The header keeps its place; the chosen tab stands in the URL and scrolls by itself. */
export function DeviceView({ id }: { readonly id: string }) {
  const { data: detail, error, refetch } = useQuery(deviceDetailOptions(id));
  const [tab, setTab] = useQueryState(
    "tab",
    parseAsStringLiteral(TABS).withDefault("identity").withOptions({ history: "push" }),
  );

  if (!detail) {
    return error ? (
      <div className="p-6">
        <QueryProblem error={error} refetch={refetch} />
      </div>
    ) : (
      <div aria-hidden className="flex flex-col gap-3 p-6">
        <Skeleton className="h-5 w-60" />
        <Skeleton className="h-3 w-120 max-w-full" />
      </div>
    );
  }

  return (
    <div className="flex min-h-full flex-col roomy:min-h-0 roomy:flex-1">
      <DeviceHeader detail={detail} onShowRisk={() => setTab("risk")} />
      <Tabs
        label="About this device"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "identity", label: "Identity" },
          { value: "services", label: "Services", count: detail.services.length },
          { value: "flows", label: "Flows" },
          { value: "allow-list", label: "Allow-list" },
          { value: "findings", label: "Findings" },
          { value: "risk", label: "Risk" },
          { value: "history", label: "History" },
          { value: "evidence", label: "Evidence" },
        ]}
        isFilling
      >
        <TabPanel isFilling value="identity">
          <IdentityTab detail={detail} />
        </TabPanel>
        <TabPanel isFilling value="services">
          <ServicesTab services={detail.services} />
        </TabPanel>
        <TabPanel isFilling value="flows">
          <FlowsTab deviceId={detail.row.id} />
        </TabPanel>
        <TabPanel isFilling value="allow-list">
          <DeviceRulesTab deviceId={detail.row.id} />
        </TabPanel>
        <TabPanel isFilling value="findings">
          <FindingsTab deviceId={detail.row.id} />
        </TabPanel>
        <TabPanel isFilling value="risk">
          <RiskTab risk={detail.risk} />
        </TabPanel>
        <TabPanel isFilling value="history">
          <HistoryTab deviceId={detail.row.id} />
        </TabPanel>
        <TabPanel isFilling value="evidence">
          <EvidenceTab detail={detail} />
        </TabPanel>
      </Tabs>
    </div>
  );
}
