"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { PacketDialog } from "@/components/packets/packet-dialog";
import { lateDialog } from "@/components/ui/late-dialog";
import { canUndo, undoLatest } from "@/components/ui/toast-store";
import { activeHotkeys, useHotkeys } from "@/lib/client/use-hotkeys";
import { CommandPalette } from "./command-palette";
import { PLACES } from "./places";
import { Rail } from "./rail";
import { ReadingLine } from "./reading-line";
import { ScopeProvider, useScopedHref } from "./scope-context";
import { ScopeLine } from "./scope-line";
import { SessionProvider, type SignedInUser } from "./session-context";
import { TopBar } from "./top-bar";

const KeyboardHelp = lateDialog(() => import("./keyboard-help").then((it) => it.KeyboardHelp)).Dialog;

const CHORD_MS = 1_200;

interface ConsoleFrameProps {
  readonly user: SignedInUser;
  /** Remembered in a cookie, so that the first paint already has the right width. */
  readonly isRailCollapsed: boolean;
  readonly children: ReactNode;
}

/** The frame around every page: rail, top bar, palette, keyboard help. It decides nothing about access. */
export function ConsoleFrame(props: ConsoleFrameProps) {
  return (
    <SessionProvider user={props.user}>
      <ScopeProvider>
        <Frame {...props} />
      </ScopeProvider>
    </SessionProvider>
  );
}

function Frame({ isRailCollapsed, children }: ConsoleFrameProps) {
  const scopedHref = useScopedHref();
  const router = useRouter();
  const [isCollapsed, setIsCollapsed] = useState(isRailCollapsed);
  const [isSearching, setIsSearching] = useState(false);
  const [isHelping, setIsHelping] = useState(false);
  const goPressedAtMs = useRef(0);

  function collapse(next: boolean) {
    setIsCollapsed(next);
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it for the first paint
    document.cookie = `rail=${next ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`;
  }

  useHotkeys([
    { key: "Mod+k", label: "Find anything", group: "Everywhere", run: () => setIsSearching((it) => !it) },
    { key: "?", label: "Show these keys", group: "Everywhere", run: () => setIsHelping(true) },
    { key: "[", label: "Narrow or widen the rail", group: "Everywhere", run: () => collapse(!isCollapsed) },
    {
      key: "g",
      label: "",
      group: "Go to",
      run: () => {
        goPressedAtMs.current = Date.now();
      },
    },
  ]);
  useHotkeys([
    {
      key: "u",
      label: "Undo what was just done",
      group: "Everywhere",
      // A page that has an undo of its own knows more than the newest toast.
      isActive: () => canUndo() && activeHotkeys().filter(({ key }) => key === "u").length === 1,
      run: undoLatest,
    },
  ]);
  useGoKeys(
    () => Date.now() - goPressedAtMs.current < CHORD_MS,
    (href) => {
      goPressedAtMs.current = 0;
      router.push(scopedHref(href));
    },
  );

  return (
    <>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 text-ink shadow-pop focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <div className="flex h-dvh">
        <Rail isCollapsed={isCollapsed} onCollapsedChange={collapse} />
        <div className="flex min-w-0 flex-1 flex-col pb-14 md:pb-0">
          <TopBar onSearch={() => setIsSearching(true)} onHelp={() => setIsHelping(true)} />
          <main
            id="main"
            tabIndex={-1}
            className="scroll-area relative flex min-h-0 flex-1 flex-col bg-surface outline-none"
          >
            <ReadingLine />
            <ScopeLine />
            {children}
          </main>
        </div>
      </div>
      <PacketDialog />
      <CommandPalette isOpen={isSearching} onClose={() => setIsSearching(false)} />
      {isHelping ? <KeyboardHelp onClose={() => setIsHelping(false)} /> : null}
    </>
  );
}

/** The second key of "G D": taken before a page's own keys, and only shortly after G. */
function useGoKeys(isWaiting: () => boolean, onGo: (href: string) => void): void {
  useHotkeys(
    PLACES.map((place) => ({
      key: place.key,
      label: "",
      group: "Go to",
      isActive: isWaiting,
      run: () => onGo(place.href),
    })),
  );
}
