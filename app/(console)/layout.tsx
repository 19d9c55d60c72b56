import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/shell/console-frame";
import { requireActor } from "@/lib/auth/session";

/** Chrome only: every page asks for the actor itself, because a layout can be bypassed. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const { name, email, role } = await requireActor();
  const isRailCollapsed = (await cookies()).get("rail")?.value === "narrow";
  return (
    <ConsoleFrame user={{ name, email, role }} isRailCollapsed={isRailCollapsed}>
      {children}
    </ConsoleFrame>
  );
}
