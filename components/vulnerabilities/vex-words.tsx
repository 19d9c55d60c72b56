"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { VexWordDto } from "@/lib/contracts/findings";
import { VEX_STATUS_WORDS } from "@/lib/domain/vex/vex-statement";

const SHOWN_AT_FIRST = 4;

const STANDINGS: Readonly<Record<VexWordDto["standing"], string | null>> = {
  counts: null,
  "later-word": "Does not count: the same issuer said otherwise later.",
  "other-issuer": "Does not count: the maker, or a more cautious issuer, says otherwise.",
  "later-advisory": "Does not count: its issuer released the advisory later than this statement.",
  "cannot-tell": "Changes nothing: whether it is about this device cannot be told.",
};

/** Statements on the finding's vulnerabilities, with who said what, when and why; those that count first. */
export function VexWords({ words }: { readonly words: readonly VexWordDto[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const sorted = [...words].sort((a, b) => Number(b.standing === "counts") - Number(a.standing === "counts"));
  const shown = isWhole ? sorted : sorted.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ul className="flex flex-col gap-3">
        {shown.map((word) => (
          <li key={`${word.vulnerability} ${word.source} ${word.pointer} ${word.product}`} className="border-l-2 pl-3">
            <VexWord word={word} />
          </li>
        ))}
      </ul>
      {words.length > SHOWN_AT_FIRST ? (
        <Button size="sm" tone="quiet" className="mt-2" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? "Show fewer" : `Show all ${words.length}`}
        </Button>
      ) : null}
    </>
  );
}

function VexWord({ word }: { readonly word: VexWordDto }) {
  const doesCount = word.standing === "counts";
  const texts = [word.justification, word.impact, word.action].filter((it) => it !== null);
  return (
    <div className="flex flex-col gap-0.5 [overflow-wrap:anywhere]">
      <p className={doesCount ? undefined : "text-muted"}>
        <span className="font-mono text-xs">{word.vulnerability}</span>{" "}
        <span className="font-medium">{VEX_STATUS_WORDS[word.status]}</span>, by <bdi>{word.issuer}</bdi>
        {word.saidAt ? `, ${word.saidAt.slice(0, 10)}` : ", undated"}
      </p>
      {texts.map((text) => (
        <p key={text} className="text-soft">
          <bdi dir="auto">{text}</bdi>
        </p>
      ))}
      <p className="text-muted text-xs">
        <bdi>{word.product}</bdi>: <bdi>{word.why}</bdi>
      </p>
      <p className="font-mono text-muted text-xs">
        <bdi>
          {word.source} {word.pointer}
        </bdi>
      </p>
      {STANDINGS[word.standing] ? <p className="text-soft text-xs">{STANDINGS[word.standing]}</p> : null}
    </div>
  );
}
