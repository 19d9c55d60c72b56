import "server-only";
import type { FoundValue } from "@/lib/domain/packet/find-value";

interface Finding {
  /** In the cited record itself. */
  readonly marks: readonly FoundValue[];
  /** Frames over which the value is spread. */
  readonly pieces: number;
  readonly isInferred: boolean;
  /** Everything of the source is kept, so frames before could be looked through. */
  readonly isWhole: boolean;
  readonly isText: boolean;
}

/** Whether and how the value stands in what is shown, as a sentence. */
export function sayFinding({ marks, pieces, isInferred, isWhole, isText }: Finding): string {
  if (pieces > 1) return `Its message is spread over several frames; the value stands in ${pieces} of them, all shown.`;
  const [first] = marks;
  if (first && first.part === null) return `Marked where it stands, as ${first.encoding}.`;
  if (first) {
    const parts = marks.flatMap((it) => (it.part === null ? [] : [it.part]));
    return `It does not stand here in one piece. Marked: ${parts.join(", ")}.`;
  }
  if (isInferred) return "It was concluded from what stands here, not stated: the value itself is not in it.";
  if (isText) return "It does not stand here letter by letter: it was taken from a code or put together.";
  const elsewhere = isWhole ? "" : ", or its message began in earlier frames, which are not kept";
  return `It does not stand here letter by letter: it was decoded from a number or a code${elsewhere}.`;
}
