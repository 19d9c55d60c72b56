"use client";

import { useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import type { FindingDetailDto, FindingRowDto } from "@/lib/contracts/findings";
import { AnswerDialog, FIELD_OF_QUESTION } from "./answer-dialog";

interface OpenQuestionProps {
  readonly question: NonNullable<FindingDetailDto["verdict"]>["questions"][number];
  readonly row: FindingRowDto;
}

/** A question that leaves a verdict open, and the ways to answer it: by what the device is, or by yes and no. */
export function OpenQuestion({ question, row }: OpenQuestionProps) {
  const mayAnswer = useCan("findings.decide");
  const maySet = useCan("devices.edit");
  const [answering, setAnswering] = useState<"yes" | "no" | "value" | null>(null);
  const field = FIELD_OF_QUESTION[question.kind];
  return (
    <li className="flex flex-col gap-1.5">
      <bdi className="[overflow-wrap:anywhere]">{question.text}</bdi>
      {question.statement ? (
        <span className="text-muted text-xs [overflow-wrap:anywhere]">
          Yes means: <bdi>{question.statement}</bdi>
        </span>
      ) : null}
      <span className="flex flex-wrap gap-2">
        {field && maySet ? (
          <Button size="sm" onClick={() => setAnswering("value")}>
            Set {field.label}
          </Button>
        ) : null}
        {question.key && mayAnswer ? (
          <>
            <Button size="sm" onClick={() => setAnswering("yes")}>
              Yes
            </Button>
            <Button size="sm" onClick={() => setAnswering("no")}>
              No
            </Button>
          </>
        ) : null}
      </span>
      {answering ? (
        <AnswerDialog question={question} answer={answering} row={row} onClose={() => setAnswering(null)} />
      ) : null}
    </li>
  );
}
