"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Page } from "@/components/shell/page";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { ZonePlaces } from "@/components/zones/zone-places";
import { CheckTab } from "./check-tab";
import { ExportTab } from "./export-tab";

const TABS = ["export", "check"] as const;
const LABELS = { export: "Export", check: "Check a rule set" } as const;

/** From the picture to the firewall, and back. */
export function FirewallRulesView() {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("export"));
  return (
    <Page title="Zones · Rules" answer="Firewall rules that do what the conduits say, or none at all." isFilling>
      <ZonePlaces />
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <Tabs
          label="Rules"
          value={tab}
          isFilling
          onChange={setTab}
          tabs={TABS.map((value) => ({ value, label: LABELS[value] }))}
        >
          <TabPanel value="export" isFilling>
            <ExportTab />
          </TabPanel>
          <TabPanel value="check" isFilling>
            <CheckTab />
          </TabPanel>
        </Tabs>
      </div>
    </Page>
  );
}
