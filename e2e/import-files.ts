import { createHash } from "node:crypto";
import { expect, type Page } from "@playwright/test";

interface SentFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Takes files in through the API as the page's person, and waits for the end of the import. */
export async function importFiles(
  page: Page,
  place: { readonly site: string; readonly realm: string },
  files: readonly SentFile[],
): Promise<{ id: string; state: string; files: { state: string; message: string | null }[] }> {
  const { request } = page.context();
  const made = await request.post("/api/v1/imports", {
    data: { ...place, files: files.map(({ name, content }) => ({ name, bytes: content.length })) },
  });
  expect(made.status(), await made.text()).toBe(201);
  const { id } = await made.json();
  for (const [index, { content }] of files.entries()) {
    const sent = await request.put(`/api/v1/imports/${id}/files/${index + 1}?offset=0`, {
      data: content,
      headers: {
        "content-type": "application/octet-stream",
        "x-content-sha256": createHash("sha256").update(content).digest("hex"),
      },
    });
    expect(sent.status(), await sent.text()).toBe(200);
  }
  const started = await request.post(`/api/v1/imports/${id}/start`, { data: {} });
  expect(started.status(), await started.text()).toBe(200);
  await expect
    .poll(async () => (await (await request.get(`/api/v1/imports/${id}`)).json()).state)
    .toMatch(/^(?:done|failed)$/);
  return (await request.get(`/api/v1/imports/${id}`)).json();
}
