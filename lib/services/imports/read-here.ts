import "server-only";
import { setImmediate as yieldToOthers } from "node:timers/promises";
import { keepSource } from "@/lib/ingest/kept/keep-source";
import { KeepWhileReading } from "@/lib/ingest/kept/keep-while-reading";
import { readSourceFile } from "@/lib/ingest/read-source";
import type { Reading, StartReading } from "./reading";

/** Reads in this thread. Used inside the reading thread itself, and where there is none. */
export const readHere: StartReading = async ({ path, fileName, csvMapping, draft }, { signal, onProgress }) => {
  await yieldToOthers();
  const drafted = draft && new KeepWhileReading(draft);
  const { result, fileSha256 } = await readSourceFile(path, {
    fileName,
    signal,
    onProgress,
    ...(csvMapping ? { csvMapping } : {}),
    ...(drafted ? { keeper: drafted } : {}),
  }).catch((error) => {
    drafted?.abandon();
    throw error;
  });
  const { observations, flows, approvals, ...head } = result;
  const reading: Reading = {
    head: { ...head, fileSha256, observationCount: observations.length, flowCount: flows.length },
    observations: async (from, to) => observations.slice(from, to),
    flows: async (from, to) => flows.slice(from, to),
    approvals: async () => approvals,
    keep: async (request) => {
      const whole = request.mode === "whole" ? drafted?.keep(request.target) : null;
      return whole ? { mode: "whole", remark: null, ...whole } : keepSource(result, request);
    },
    close: async () => drafted?.abandon(),
  };
  return reading;
};
