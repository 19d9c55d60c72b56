import { useSyncExternalStore } from "react";

/** The same widths as `md` and `xl` of the styles. */
const NARROW = "(max-width: 767px)";
const WIDE = "(min-width: 1280px)";

function useMedia(query: string, onServer: boolean): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => window.matchMedia(query).matches,
    () => onServer,
  );
}

/** Whether the window is narrower than a tablet; false on the server. */
export function useIsNarrow(): boolean {
  return useMedia(NARROW, false);
}

/** Whether a list has room for columns at its sides; true on the server. */
export function useIsWide(): boolean {
  return useMedia(WIDE, true);
}
