import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/session/sign-in-form";
import { actorOfCookies } from "@/lib/auth/session";
import { safeNextPath } from "@/lib/client/next-path";
import type { PageInput } from "@/lib/client/page-input";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageInput) {
  const { next } = await searchParams;
  const nextPath = safeNextPath(typeof next === "string" ? next : null);
  if (await actorOfCookies()) redirect(nextPath);
  return <SignInForm nextPath={nextPath} />;
}
