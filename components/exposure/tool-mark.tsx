import type { RemoteToolDto } from "@/lib/contracts/exposure";
import { CONFIDENCE_WORDS, KIND_WORDS, SIGN_WORDS } from "./exposure-words";

/** A remote-access tool, and how it is known: "TeamViewer", "certain, by name asked for (SNI)". */
export function ToolMark({ tool }: { readonly tool: RemoteToolDto }) {
  return (
    <span title={KIND_WORDS[tool.kind]}>
      <bdi className={tool.confidence === "possible" ? "text-soft" : "font-medium"}>
        {tool.confidence === "possible" ? `possibly ${tool.tool}` : tool.tool}
      </bdi>
      <span className="block truncate text-muted text-xs">
        {tool.confidence === "possible" ? "" : `${CONFIDENCE_WORDS[tool.confidence]}, `}by {SIGN_WORDS[tool.by]}
      </span>
    </span>
  );
}
