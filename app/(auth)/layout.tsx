import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";

/** The door: one panel on a quiet field. */
export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[16vh] pb-12">
      <div className="w-full max-w-90">
        <p className="mb-6 flex items-center gap-2 font-semibold text-md">
          <Wordmark />
        </p>
        {children}
      </div>
    </main>
  );
}
