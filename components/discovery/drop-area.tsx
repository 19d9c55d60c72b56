"use client";

import { clsx } from "clsx";
import { type DragEvent, useId, useState } from "react";
import { filesBelow, shownInOrder } from "./files-below";

interface DropAreaProps {
  readonly onFiles: (files: readonly File[]) => void;
  /** Fills the page while nothing else is there. */
  readonly isLarge: boolean;
  /** What to drop here: "Drop captures, logs, scans or lists here". */
  readonly invitation?: string;
  /** Which formats are taken. */
  readonly formats?: string;
  /** Folders mean all the files below them. */
  readonly takesFolders?: boolean;
}

const INVITATION = "Drop captures, logs, scans or lists here, or folders of them";
const FORMATS =
  "Captures, Zeek and Suricata logs, flow records, scans, lists in CSV; also packed (gzip, Zstandard), of any size";

/** Takes files by drag and drop, or by the platform's own dialog. */
export function DropArea({
  onFiles,
  isLarge,
  invitation = INVITATION,
  formats = FORMATS,
  takesFolders = false,
}: DropAreaProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function take(files: readonly File[]) {
    setProblem(files.length === 0 ? "No file is in the folder." : null);
    if (files.length > 0) onFiles(files);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    // Only until the event ends does the browser say what was dropped.
    const entries = [...event.dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    if (takesFolders && entries.some((entry) => entry.isDirectory)) {
      filesBelow(entries).then(take, () =>
        setProblem("The browser could not read all of it: choose the files instead."),
      );
    } else if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  }

  const area = (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={clsx(
        "flex cursor-pointer flex-col items-center justify-center gap-1 rounded-lg border border-dashed px-4 py-3 text-center has-focus-visible:outline-2 has-focus-visible:outline-accent",
        isLarge ? "min-h-72" : "min-h-24",
        isOver ? "border-accent bg-accent-soft" : "border-control hover:bg-hover",
      )}
    >
      <span className={clsx("text-balance font-medium", isLarge && "text-md")}>
        {isOver ? "Let go to take them in" : invitation}
      </span>
      <span className="text-muted">
        or <span className="text-accent underline underline-offset-2">choose files</span>. {formats}
      </span>
      <input
        id={id}
        type="file"
        multiple
        className="sr-only"
        onChange={(event) => {
          if (event.target.files && event.target.files.length > 0) onFiles([...event.target.files]);
          event.target.value = "";
        }}
      />
    </label>
  );
  if (!takesFolders) return area;
  return (
    <div className="flex flex-col gap-1">
      {area}
      <p className="text-center text-muted text-xs">
        {problem ? <span role="alert" className="text-danger">{`${problem} `}</span> : null}
        <button
          type="button"
          className="rounded-sm underline underline-offset-2 hover:text-ink"
          onClick={() => askForFolder((files) => take(shownInOrder(files)))}
        >
          Choose a folder
        </button>{" "}
        to take in all files below it.
      </p>
    </div>
  );
}

/** The platform's own dialog for a folder; one input cannot ask for files and folders both. */
function askForFolder(onFiles: (files: readonly File[]) => void) {
  const input = document.createElement("input");
  input.type = "file";
  input.webkitdirectory = true;
  input.addEventListener("change", () => onFiles([...(input.files ?? [])]));
  input.click();
}
