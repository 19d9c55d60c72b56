import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { inventoryReadingOptions } from "@/lib/client/queries/inventory-reading";
import type { InventoryReading } from "@/lib/contracts/devices";
import { ReadingLine } from "./reading-line";

function lineFor(answer: InventoryReading): string {
  const client = new QueryClient();
  client.setQueryData(inventoryReadingOptions().queryKey, answer);
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, createElement(ReadingLine)));
}

it("stands above the page while the server reads the inventory, with how far it is, and not on paper", () => {
  const markup = lineFor({ reading: { read: 12_000, total: 1_000_000 }, work: null });
  expect(markup).toContain("12,000 of 1,000,000 devices");
  expect(markup).toContain("print:hidden");
});

it("is nothing when all is read", () => {
  expect(lineFor({ reading: null, work: null })).toBe("");
});

it("stands there, too, while the server decides on many devices", () => {
  expect(lineFor({ reading: null, work: { what: "judging", done: 250, total: 5_000 } })).toContain(
    "250 of 5,000 devices done",
  );
});
