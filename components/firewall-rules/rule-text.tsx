"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";

interface RuleTextProps {
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** Rules as their firewall takes them: to read, to copy, to keep. */
export function RuleText({ files }: RuleTextProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const file = files.find((it) => it.name === chosen) ?? files[0];
  if (!file) return null;
  const copy = async () => {
    await navigator.clipboard?.writeText(file.text);
    setCopied(navigator.clipboard === undefined ? null : file.name);
  };
  return (
    <section aria-label="Rules" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {files.length > 1 ? (
          <Segmented
            label="File"
            value={file.name}
            onChange={setChosen}
            choices={files.map(({ name }) => ({ value: name, label: name }))}
          />
        ) : (
          <span className="font-mono text-soft text-xs">{file.name}</span>
        )}
        <Button onClick={copy}>{copied === file.name ? "Copied" : "Copy"}</Button>
        <Button onClick={() => keep(file)}>Download</Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label={labelOf(file)} tabIndex={0} className="scroll-area max-h-[60vh] rounded-md border bg-canvas">
        <pre className="w-max min-w-full px-3 py-2 font-mono text-xs leading-5" dir="ltr">
          {file.text}
        </pre>
      </section>
    </section>
  );
}

const labelOf = ({ name }: RuleTextProps["files"][number]) => `Text of ${name}`;

function keep({ name, text }: RuleTextProps["files"][number]): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
