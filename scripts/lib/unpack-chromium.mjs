/**
 * Run by chromium.mjs with TMPDIR set to the folder to unpack into, because the package unpacks into the temporary
 * folder only. The libraries of its Amazon Linux archive serve machines that lack libnss3 and libnspr4.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import chromium, { inflate } from "@sparticuz/chromium";

const bin = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../bin");
await chromium.executablePath(bin);
await inflate(join(bin, "al2023.tar.br"));
