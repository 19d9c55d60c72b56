"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { RoleNote } from "./role-note";
import { useCan } from "./session-context";

/** The way from an empty place to where material comes in; for who may not bring any in, whom to ask. */
export function ImportLink({ children }: { readonly children: string }) {
  return useCan("imports.create") ? (
    <Button asChild tone="primary">
      <Link href="/discovery">{children}</Link>
    </Button>
  ) : (
    <RoleNote permission="imports.create" deed="import" />
  );
}
