"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect, useState } from "react";
import { Toaster } from "@/components/ui/toast";
import { loadFloatingParts } from "@/components/ui/use-floating-parts";
import { getQueryClient } from "@/lib/client/query-client";

interface ProvidersProps {
  readonly nonce: string | undefined;
  readonly children: ReactNode;
}

/**
 * What every page stands on: cache, URL state, theme, toasts. The browser keeps the content security policy
 * of the first document, so the first nonce is the one that styles made later must carry.
 */
export function Providers({ nonce, children }: ProvidersProps) {
  const [firstNonce] = useState(nonce);
  useState(() => shareNonce(nonce));
  useEffect(loadWhenIdle, []);
  return (
    <QueryClientProvider client={getQueryClient()}>
      <NuqsAdapter>
        <ThemeProvider
          attribute="data-theme"
          defaultTheme="system"
          enableSystem
          disableTransitionOnChange
          {...(firstNonce === undefined ? {} : { nonce: firstNonce })}
        >
          {children}
          <Toaster />
        </ThemeProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}

/** After the page is drawn, and before somebody opens a menu. */
function loadWhenIdle(): () => void {
  const timer = setTimeout(loadFloatingParts, 500);
  return () => clearTimeout(timer);
}

/** Dialogs lock the page's scrolling by a style element; its library looks for the nonce under this name. */
function shareNonce(nonce: string | undefined): void {
  if (typeof window === "undefined" || nonce === undefined) return;
  Object.assign(globalThis, { __webpack_nonce__: nonce });
}
