import { expect } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { applyRelease } from "@/lib/services/knowledge/apply-release";
import { createRelease } from "@/lib/services/knowledge/create-release";
import { takeFeedFile } from "@/lib/services/knowledge/take-feed-file";

/** The whole way of feeds into what is known, in this process; gives the release's number. */
export async function takeFeeds(...documents: readonly (Buffer | object)[]): Promise<number> {
  const files = [];
  for (const it of documents) {
    const bytes = Buffer.isBuffer(it) ? it : Buffer.from(JSON.stringify(it));
    files.push(await takeFeedFile(systemActor, "x.json", bytes));
  }
  const { id } = await createRelease(systemActor, { files, without: [], note: "" });
  expect(await applyRelease(id)).toMatchObject({ state: "applied" });
  return id;
}

interface AdvisoryParts {
  readonly product: string;
  /** The branch that says which versions, as CSAF writes it. */
  readonly versions: { readonly category: "product_version" | "product_version_range"; readonly name: string };
  readonly vendor?: string;
  readonly publisher?: { readonly name: string; readonly category: string };
  readonly category?: string;
  /** ISO 8601. */
  readonly releasedAt?: string;
  /** They name the product "P-1". */
  readonly vulnerabilities: readonly object[];
}

/** An invented CSAF 2.0 document about one product. */
export function csafDocument(id: string, parts: AdvisoryParts) {
  const { product, versions, vulnerabilities, vendor = "Example", category = "csaf_security_advisory" } = parts;
  const { publisher = { name: "Example", category: "vendor" }, releasedAt = "2026-01-01T00:00:00Z" } = parts;
  const named = { product_id: "P-1", name: `${vendor} ${product} ${versions.name}` };
  return {
    document: {
      category,
      csaf_version: "2.0",
      title: `Example weakness in ${product}`,
      publisher: { ...publisher, namespace: "https://example.org" },
      tracking: { id, version: "1", status: "final", current_release_date: releasedAt },
    },
    product_tree: {
      branches: [
        {
          category: "vendor",
          name: vendor,
          branches: [{ category: "product_name", name: product, branches: [{ ...versions, product: named }] }],
        },
      ],
    },
    vulnerabilities,
  };
}
