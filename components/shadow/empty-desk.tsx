import Link from "next/link";
import { AlertLine } from "@/components/alerts/alert-line";
import { FirstStep } from "@/components/shell/first-step";
import { Page } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { countOf } from "@/lib/domain/say-count";
import { ShadowPlaces } from "./shadow-places";

/** Nothing waits: all is settled, or nothing was found yet. */
export function EmptyDesk({ settledToday }: { readonly settledToday: number }) {
  return (
    <Page title="Shadow" answer="No device waits for a decision.">
      <ShadowPlaces />
      <AlertLine />
      <EmptyState
        title="Devices that nobody approved will wait here"
        action={
          <FirstStep>
            <Button asChild>
              <Link href="/devices">See all devices</Link>
            </Button>
          </FirstStep>
        }
      >
        <p>
          Every device that an import finds and no list or person has approved comes here, grouped by what it likely is,
          with the facts that decide.
          {settledToday > 0 ? ` ${countOf(settledToday, "device")} were settled today.` : ""}
        </p>
      </EmptyState>
    </Page>
  );
}
