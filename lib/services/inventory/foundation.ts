import "server-only";
import type { ContentOrigin } from "@/lib/db/imports/source-content";
import type { Decision } from "@/lib/domain/device/decision";
import type { Conversation } from "@/lib/domain/flow/fold-conversations";
import type { ResolveOptions } from "@/lib/domain/identity/resolve";
import type { Mitigation } from "@/lib/domain/mitigation/mitigation";
import type { TimeUs } from "@/lib/domain/observation";
import type { DecisionPolicy } from "@/lib/domain/priority/decision-policy";
import type { RemoteAccessTools } from "@/lib/domain/service/remote-access";
import type { PlacementSite } from "@/lib/domain/zone/place-device";
import type { Zone } from "@/lib/domain/zone/zone";
import type { Knowledge } from "../knowledge/load-knowledge";

/** All that devices are computed from besides evidence and flows. */
export interface Foundation {
  readonly contents: ReadonlyMap<number, ContentOrigin>;
  readonly zones: readonly Zone[];
  readonly decisions: readonly Decision[];
  readonly knowledge: Knowledge | null;
  readonly mitigations: readonly Mitigation[];
  readonly remoteTools: RemoteAccessTools;
  readonly policy: DecisionPolicy;
  readonly sites: readonly PlacementSite[];
  readonly nowUs: TimeUs;
  readonly resolveOptions: ResolveOptions;
  readonly siteOfRealm: ReadonlyMap<string, string>;
  readonly contentIdOf: (conversation: Conversation) => number;
}
