import { OperationShape } from "./matrix-grid";
import { VerdictWord } from "./verdict-word";

/** Teaches the picture in one line. */
export function MatrixLegend() {
  return (
    <p className="flex flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 text-muted text-xs md:px-6">
      <span>Stronger shade = more bytes</span>
      <span className="inline-flex items-center gap-1.5">
        <OperationShape mark="write" /> writes
      </span>
      <span className="inline-flex items-center gap-1.5">
        <OperationShape mark="program" /> programs
      </span>
      <VerdictWord verdict="inside" />
      <VerdictWord verdict="violation" />
      <span>no frame = undecided</span>
    </p>
  );
}
