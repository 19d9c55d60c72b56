/** Tags that mark what a device is for, in the way of remote access. */
export const JUMP_HOST_TAG = "jump-host";
export const PAW_TAG = "paw";

/** How grown-up a way in is: straight to the machine; over a jump host; over a jump host from a workstation kept for it. */
export const ACCESS_STEPS = ["direct", "jump-host", "paw"] as const;
export type AccessStep = (typeof ACCESS_STEPS)[number];

/**
 * The step of a path: whoever opens remote access from a jump host or a privileged access workstation (PAW) has taken
 * it, and so has outside access that ends at one. Tags are what people put on devices.
 */
export function accessStepOf(path: {
  readonly scope: "outside" | "inside";
  readonly deviceTags: readonly string[];
  readonly peerTags: readonly string[];
}): AccessStep {
  const tags = path.scope === "inside" ? path.peerTags : path.deviceTags;
  if (tags.includes(PAW_TAG)) return "paw";
  return tags.includes(JUMP_HOST_TAG) ? "jump-host" : "direct";
}

/** What to do next about a path; null when its step is the last. `jumpHost` is one that is there already. */
export function nextAccessStep(step: AccessStep, jumpHost: string | null): string | null {
  switch (step) {
    case "direct":
      return jumpHost === null
        ? `Set up a jump host in the DMZ, tag it “${JUMP_HOST_TAG}”, and let this access end there.`
        : `Let this access end at the jump host ${jumpHost}, and close the direct way.`;
    case "jump-host":
      return `Let people come to the jump host from a workstation kept for it, tagged “${PAW_TAG}”.`;
    case "paw":
      return null;
  }
}
