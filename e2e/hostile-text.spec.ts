import { hostileList, hostileScan, plcCapture } from "./captures";
import { expect, test } from "./fixtures";
import { importFiles } from "./import-files";

const SCRIPT = `<img src=x onerror="window.__hit=1"><script>window.__hit=1</script>`;
const PAYLOADS = [
  SCRIPT,
  `"><svg onload=window.__hit=1>`,
  `=HYPERLINK("http://attacker.example","x")`,
  `+1+cmd|' /C calc'!A0`,
  `</script><script>window.__hit=1</script>`,
  `javascript:window.__hit=1`,
  `\u202egnp.exe\u202c right to left`,
  `'; drop table device; --`,
  "{{constructor.constructor('window.__hit=1')()}}",
  `x\u0000y\u0007z\u001b[31mred`,
] as const;
const PLACE = { site: "Hostile", realm: "hostile" } as const;

test("text from the wire is shown as text on every page and harmless in every export", async ({ openAs }) => {
  // Fifteen pages, each until its network rests.
  test.slow();
  const page = await openAs("owner", "/discovery");
  const rows = PAYLOADS.map((name, index) => ({ ip: `10.66.0.${index + 1}`, name }));
  const big = "A".repeat(1_000_000);
  const plc = {
    mac: "28:63:36:66:00:99",
    ip: "10.66.0.99",
    identity: {
      orderNumber: "6ES7 000-0AA00-0AA0",
      firmware: [1, 0, 0],
      systemName: "<b>bold</b>",
      moduleName: "=1+1",
      serial: "S <i>x</i>",
    },
  } as const;
  const { state, files } = await importFiles(page, PLACE, [
    {
      name: `<img src=x onerror=window.__hit=1>.csv`,
      content: hostileList([...rows, { ip: "10.66.0.200", name: big }]),
    },
    ...PAYLOADS.map((text, index) => ({
      name: `scan-${index}.xml`,
      content: hostileScan(`10.66.1.${index + 1}`, text.replaceAll("\u0000", "").replace(/[\u0007\u001b]/g, "")),
    })),
    { name: "plc.pcap", content: plcCapture(plc, Date.UTC(2026, 10, 21) * 1000) },
  ]);
  expect(state, JSON.stringify(files)).toBe("done");

  const { request } = page.context();
  const sites = await (await request.get("/api/v1/sites")).json();
  const site = sites.items.find((it: { name: string }) => it.name === PLACE.site).id;
  const { items, total } = await (await request.get(`/api/v1/devices?site=${site}&limit=500`)).json();
  expect(total).toBeGreaterThanOrEqual(PAYLOADS.length * 2);
  const names = items.map((it: { name: { value: string } | null }) => it.name?.value ?? "");
  expect(names).toContain(SCRIPT);
  expect(Math.max(...names.map((it: string) => it.length))).toBeLessThan(1_000);
  for (const name of names) expect(name).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);

  const first = items.find((it: { name: { value: string } | null }) => it.name?.value === SCRIPT);
  const { items: imports } = await (await request.get("/api/v1/imports")).json();
  const paths = [
    "/",
    `/devices?site=${site}`,
    `/devices?q=${encodeURIComponent("<img")}`,
    "/shadow",
    "/zones",
    "/zones?tab=list",
    "/discovery",
    `/discovery/${imports[0].id}`,
    "/settings?tab=audit",
    ...["identity", "services", "flows", "risk", "history", "evidence"].map((tab) => `/devices/${first.id}?tab=${tab}`),
  ];
  for (const path of paths) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => "__hit" in window), path).toBe(false);
    expect(await page.locator("img[src=x], svg[onload]").count(), path).toBe(0);
  }
  await page.goto(`/devices/${first.id}`);
  await expect(page.getByText(SCRIPT).first()).toBeVisible();

  const csv = await (await request.get(`/api/v1/exports/devices?format=csv&site=${site}`)).text();
  for (const line of csv.split("\r\n").filter(Boolean)) {
    for (const cell of line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? []) {
      const text = cell.replace(/,$/, "").replace(/^"|"$/g, "");
      expect(text, line).not.toMatch(/^[=+\-@\t]/);
    }
  }
});

const TRAPS = [
  {
    name: "an entity bomb",
    content: `<?xml version="1.0"?><!DOCTYPE nmaprun [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><nmaprun>&b;</nmaprun>`,
  },
  {
    name: "an external entity",
    content: `<?xml version="1.0"?><!DOCTYPE nmaprun SYSTEM "file:///etc/passwd"><nmaprun/>`,
  },
  { name: "a web page", content: "<!doctype html><html><body>not a capture</body></html>" },
  { name: "an empty file", content: "" },
  { name: "a zip archive", content: "PK\u0003\u0004 and nothing that we read" },
] as const;

for (const { name, content } of TRAPS) {
  test(`${name} ends in a clear sentence, and the installation goes on`, async ({ openAs }) => {
    const page = await openAs("owner", "/discovery");
    const { state, files } = await importFiles(page, PLACE, [{ name: "trap.xml", content: Buffer.from(content) }]);
    expect(state).toBe("failed");
    expect(files[0]?.state).toMatch(/^(?:failed|unsupported)$/);
    expect(files[0]?.message).toMatch(/^[A-Z].{15,}\.$/);
  });
}
