import "server-only";
import { type FlowLink, linkFlows, readFlows } from "@/lib/db/flows/flow";
import type { ContentOrigin } from "@/lib/db/imports/source-content";
import type { Sql } from "@/lib/db/sql";
import type { Device } from "@/lib/domain/device/device";
import { ConversationFolder } from "@/lib/domain/flow/conversation-folder";
import { flowLinker } from "@/lib/domain/flow/link-flows";
import type { PackedConversations } from "@/lib/domain/flow/packed-conversations";

/** Finds the devices at the ends of all flows, writes those that changed, and adds the flows up. */
export async function linkConversations(
  tx: Sql,
  contents: ReadonlyMap<number, ContentOrigin>,
  inventory: { readonly devices: Iterable<Device> },
): Promise<PackedConversations> {
  const linker = flowLinker(inventory);
  const folder = new ConversationFolder();
  for await (const { content, flows } of readFlows(tx, contents)) {
    const { origin } = content;
    const changed: FlowLink[] = [];
    for (const stored of flows) {
      const { contentId, seq, flow, flows: count } = stored;
      const link: FlowLink = {
        contentId,
        seq,
        initiatorDeviceId: linker.deviceAt(origin.realm, flow.initiator, flow.firstSeenUs),
        responderDeviceId: linker.deviceAt(origin.realm, flow.responder, flow.firstSeenUs),
      };
      const isSame =
        link.initiatorDeviceId === stored.initiatorDeviceId && link.responderDeviceId === stored.responderDeviceId;
      if (!isSame) changed.push(link);
      folder.add({ ...link, flow, flows: count, citation: { ...origin, position: flow.position } });
    }
    await linkFlows(tx, changed);
  }
  return folder.finish();
}
