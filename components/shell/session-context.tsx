"use client";

import { createContext, type ReactNode, use } from "react";
import { isAllowed, type Permission, type Role } from "@/lib/domain/access/permissions";

export interface SignedInUser {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

const SessionContext = createContext<SignedInUser | null>(null);

export function SessionProvider({ user, children }: { readonly user: SignedInUser; readonly children: ReactNode }) {
  return <SessionContext value={user}>{children}</SessionContext>;
}

/** The signed-in person. Only inside the console's frame. */
export function useUser(): SignedInUser {
  const user = use(SessionContext);
  if (!user) throw new Error("useUser() outside of SessionProvider");
  return user;
}

/** Whether to offer what a permission allows. The server asks again. */
export function useCan(permission: Permission): boolean {
  return isAllowed(useUser().role, permission);
}
