import { StateDialog } from "@/components/devices/state-dialog";
import { lateDialog } from "@/components/ui/late-dialog";
import type { Question } from "./use-triage";

// Sanctioning and ignoring are most of the work, and there from the beginning; the other dialogs come when they are opened.
const OwnerDialog = lateDialog(() => import("@/components/devices/owner-dialog").then((it) => it.OwnerDialog)).Dialog;
const TagDialog = lateDialog(() => import("@/components/devices/tag-dialog").then((it) => it.TagDialog)).Dialog;
const ZoneDialog = lateDialog(() => import("@/components/devices/zone-dialog").then((it) => it.ZoneDialog)).Dialog;
const AskDialog = lateDialog(() => import("./ask-dialog").then((it) => it.AskDialog)).Dialog;

interface DeskDialogsProps {
  readonly question: Question | null;
  readonly onClose: () => void;
  /** A decision that takes its devices off the desk. */
  readonly onSettled: () => void;
}

/** What is asked before something happens to a device or its group. */
export function DeskDialogs({ question, onClose, onSettled }: DeskDialogsProps) {
  if (question === null) return null;
  const { devices, whole } = question;
  const about = { devices, whole, onClose };
  switch (question.kind) {
    case "state":
      return <StateDialog state={question.state} {...about} onDecided={onSettled} />;
    case "owner":
      return <OwnerDialog {...about} />;
    case "tag":
      return <TagDialog {...about} />;
    case "ask":
      return <AskDialog {...about} />;
    case "zone":
      return <ZoneDialog {...about} />;
  }
}
