import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { shadowCaseOptions, shadowPlaceOptions } from "@/lib/client/queries/shadow";
import type { ShadowCasePageDto } from "@/lib/contracts/shadow";
import type { ShadowGroup } from "./triage-order";
import { useDesk } from "./use-desk";

const group = (key: string, id: string): ShadowGroup => ({
  ...{ key, label: key, reason: "", count: 1, firstId: id, lastId: id },
});
const pageOf = (id: string): ShadowCasePageDto => ({
  items: [{ id }] as unknown as ShadowCasePageDto["items"],
  ...{ next: null, total: 1, before: 0, previousId: null },
});

/** What the desk shows for an address that names a device. */
function deskFor(groups: readonly ShadowGroup[], asked: string): string {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  for (const { key, firstId } of [group("cameras", "a"), group("routers", "b")]) {
    const data = { pages: [pageOf(firstId)], pageParams: [null] };
    client.setQueryData(shadowCaseOptions({}, { group: key, cursor: null }).queryKey, data);
  }
  const place = { place: { group: "routers", cursor: null } };
  client.setQueryData(shadowPlaceOptions({}, "b").queryKey, place);
  client.setQueryData(shadowPlaceOptions({}, "gone").queryKey, { place: null });
  function Shown() {
    const { desk, one } = useDesk(groups, {});
    return createElement("p", null, `${desk?.group.key}/${one?.id ?? "nobody"}`);
  }
  return renderToString(
    createElement(QueryClientProvider, {
      client,
      // biome-ignore lint/correctness/noChildrenProp: the adapter's type asks for children among its properties
      children: createElement(NuqsTestingAdapter, { searchParams: { device: asked }, children: createElement(Shown) }),
    }),
  );
}

it("shows a device in the group in which it stands", () => {
  expect(deskFor([group("cameras", "a"), group("routers", "b")], "b")).toContain("routers/b");
});

it("waits for a group of which the queue does not know yet, as when an undo brings back its only device", () => {
  expect(deskFor([group("cameras", "a")], "b")).toContain("cameras/nobody");
});

it("shows nobody in place of a device that waits no more", () => {
  expect(deskFor([group("cameras", "a")], "gone")).toContain("cameras/nobody");
});
