"use client";

import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Page } from "@/components/shell/page";
import { useCan, useUser } from "@/components/shell/session-context";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { ROLE_WORDS } from "./role-words";

// Each tab brings its own code.
const loading = () => <SkeletonRows count={4} columns={["w-40", "w-24", "w-60"]} />;
const AuditList = dynamic(() => import("./audit-list").then((it) => it.AuditList), { loading });
const CaptureSettings = dynamic(() => import("./capture-settings").then((it) => it.CaptureSettings), { loading });
const FeedSources = dynamic(() => import("./feed-sources").then((it) => it.FeedSources), { loading });
const FieldList = dynamic(() => import("./field-list").then((it) => it.FieldList), { loading });
const FlowSettings = dynamic(() => import("./flow-settings").then((it) => it.FlowSettings));
const PrioritySettings = dynamic(() => import("./priority-settings").then((it) => it.PrioritySettings), { loading });
const SiteList = dynamic(() => import("./site-list").then((it) => it.SiteList), { loading });
const UserTable = dynamic(() => import("./user-table").then((it) => it.UserTable), { loading });

const TABS = ["sites", "people", "fields", "captures", "priority", "knowledge", "audit"] as const;

/** People, sites and the audit log; each role sees what it may. */
export function SettingsView() {
  const user = useUser();
  const mayManage = useCan("users.manage");
  const mayEdit = useCan("settings.edit");
  const mayAudit = useCan("audit.read");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS));
  const tabs = [
    ...(mayManage ? [{ value: "people" as const, label: "People" }] : []),
    { value: "sites" as const, label: "Sites" },
    { value: "fields" as const, label: "Fields" },
    ...(mayEdit ? [{ value: "captures" as const, label: "Captures" }] : []),
    ...(mayEdit ? [{ value: "priority" as const, label: "Priority" }] : []),
    ...(mayEdit ? [{ value: "knowledge" as const, label: "Knowledge" }] : []),
    ...(mayAudit ? [{ value: "audit" as const, label: "Audit log" }] : []),
  ];
  const shown = tabs.find((it) => it.value === tab)?.value ?? tabs[0]?.value ?? "sites";
  return (
    <Page title="Settings" answer={`As ${user.role} you ${lowerFirst(ROLE_WORDS[user.role])}.`} isFilling>
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <Tabs label="Settings" value={shown} onChange={setTab} tabs={tabs} isFilling>
          <TabPanel isFilling value="people">
            <UserTable />
          </TabPanel>
          <TabPanel isFilling value="sites">
            <SiteList />
          </TabPanel>
          <TabPanel isFilling value="fields">
            <FieldList />
          </TabPanel>
          <TabPanel isFilling value="captures">
            <CaptureSettings />
            <FlowSettings />
          </TabPanel>
          <TabPanel isFilling value="priority">
            <PrioritySettings />
          </TabPanel>
          <TabPanel isFilling value="knowledge">
            <FeedSources />
          </TabPanel>
          <TabPanel isFilling value="audit">
            <AuditList />
          </TabPanel>
        </Tabs>
      </div>
    </Page>
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
