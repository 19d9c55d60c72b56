"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryProblem } from "@/components/shell/query-problem";
import { Segmented } from "@/components/ui/segmented";
import { mitigationRulesOptions } from "@/lib/client/queries/mitigations";

const LANGUAGES = [
  { value: "suricata", label: "Suricata" },
  { value: "snort", label: "Snort 3" },
  { value: "nftables", label: "nftables" },
] as const;

/** Rules to be read, tried and put in by whoever keeps the IPS or the firewall. */
export function SuggestedRules({ id }: { readonly id: string }) {
  const [language, setLanguage] = useState<(typeof LANGUAGES)[number]["value"]>("suricata");
  const { data, error, refetch } = useQuery(mitigationRulesOptions(id));
  return (
    <div className="flex flex-col items-start gap-2">
      <Segmented label="Rule language" value={language} onChange={setLanguage} choices={LANGUAGES} />
      <QueryProblem error={error} refetch={refetch} />
      {data ? (
        <>
          <section aria-label="Rules" className="w-full rounded-md border bg-canvas">
            <pre className="select-all whitespace-pre-wrap p-2 font-mono text-xs [overflow-wrap:anywhere]">
              {data[language]}
            </pre>
          </section>
          <ul className="flex list-disc flex-col gap-1 pl-4 text-muted text-xs">
            {data.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
