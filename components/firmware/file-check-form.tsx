"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { DropArea } from "@/components/discovery/drop-area";
import { Failure } from "@/components/shell/failure";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { formatBytes } from "@/lib/client/format-number";
import { hashFile } from "@/lib/client/hash-file";
import type { FirmwareCheckDto, NewFirmwareCheckInput } from "@/lib/contracts/firmware";
import { RESULT_WORDS, SIGNATURE_WORDS, STATED_SIGNATURES } from "@/lib/domain/firmware/firmware-check";

interface Hashed {
  readonly file: File;
  /** Bytes that were read. */
  readonly bytes: number;
  /** Null while it is being read. */
  readonly sha256: string | null;
  readonly error: string | null;
}

/** Computes a file's hash in the browser, and records what a person makes of it. The file stays where it is. */
export function FileCheckForm() {
  const [hashed, setHashed] = useState<Hashed | null>(null);
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);

  async function read(file: File) {
    reading.current?.abort();
    const own = new AbortController();
    reading.current = own;
    setHashed({ file, bytes: 0, sha256: null, error: null });
    const progress = (bytes: number) => {
      if (!own.signal.aborted) setHashed({ file, bytes, sha256: null, error: null });
    };
    try {
      const sha256 = await hashFile(file, { signal: own.signal, onProgress: progress });
      setHashed({ file, bytes: file.size, sha256, error: null });
    } catch (error) {
      if (own.signal.aborted) return;
      setHashed({ file, bytes: 0, sha256: null, error: `${file.name} cannot be read: ${sentenceOf(error as Error)}` });
    }
  }

  return (
    <section aria-label="Verify a firmware file" className="flex max-w-200 flex-col gap-3">
      <DropArea
        isLarge={false}
        onFiles={([file]) => {
          if (file) void read(file);
        }}
        invitation="Drop a firmware file here to compute its SHA-256"
        formats="It is read on this computer and not uploaded; of any size"
      />
      {hashed?.error ? (
        <Callout tone="danger" isAlert>
          {hashed.error}
        </Callout>
      ) : null}
      {hashed && hashed.sha256 === null && hashed.error === null ? (
        <Progress
          value={hashed.bytes / Math.max(1, hashed.file.size)}
          label={`Reading ${hashed.file.name}, ${formatBytes(hashed.bytes)} of ${formatBytes(hashed.file.size)}`}
        />
      ) : null}
      {hashed?.sha256 ? (
        <RecordForm key={hashed.sha256} file={hashed.file} sha256={hashed.sha256} onDone={() => setHashed(null)} />
      ) : null}
    </section>
  );
}

interface RecordFormProps {
  readonly file: File;
  readonly sha256: string;
  readonly onDone: () => void;
}

function RecordForm({ file, sha256, onDone }: RecordFormProps) {
  const client = useQueryClient();
  const record = useMutation({
    mutationFn: (body: NewFirmwareCheckInput) => apiSend<FirmwareCheckDto>("POST", "/firmware/checks", body),
    onSuccess: async ({ result, fileName }) => {
      toast({ title: `${fileName} ${RESULT_WORDS[result]}` });
      onDone();
      await client.invalidateQueries({ queryKey: ["firmware", "checks"] });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    record.mutate({
      fileName: file.name,
      bytes: file.size,
      sha256,
      vendor: text("vendor"),
      product: text("product"),
      version: text("version"),
      published: text("published"),
      publishedAt: text("publishedAt"),
      signature: text("signature") as (typeof STATED_SIGNATURES)[number],
      signer: text("signer"),
      note: text("note"),
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div>
        <p>
          <bdi className="font-medium">{file.name}</bdi> <span className="text-muted">{formatBytes(file.size)}</span>
        </p>
        <p className="font-mono text-xs [overflow-wrap:anywhere]">{sha256}</p>
      </div>
      <div className="grid gap-3 md:grid-cols-3">
        <Field label="Maker" isOptional>
          <Input name="vendor" maxLength={200} autoComplete="off" />
        </Field>
        <Field label="Product">
          <Input name="product" required maxLength={200} autoComplete="off" />
        </Field>
        <Field label="Version">
          <Input name="version" required maxLength={120} autoComplete="off" />
        </Field>
      </div>
      <div className="grid gap-3 md:grid-cols-2">
        <Field label="Published SHA-256" hint="As the vendor’s page or checksum file has it." isOptional>
          <Input name="published" maxLength={2000} autoComplete="off" className="font-mono text-xs" />
        </Field>
        <Field label="Where it is published" isOptional>
          <Input name="publishedAt" maxLength={500} autoComplete="off" />
        </Field>
        <Field label="Signature">
          <Select name="signature" defaultValue="not-checked">
            {STATED_SIGNATURES.map((it) => (
              <option key={it} value={it}>
                {SIGNATURE_WORDS[it]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Signed by" isOptional>
          <Input name="signer" maxLength={200} autoComplete="off" />
        </Field>
      </div>
      <Field label="Note" isOptional>
        <Textarea name="note" maxLength={1000} rows={2} />
      </Field>
      <Failure error={record.error} />
      <p className="flex items-center gap-3">
        <Button type="submit" tone="primary" isBusy={record.isPending}>
          Record it
        </Button>
        <span className="text-muted text-xs">Kept for good, with your name. Nobody can change or delete it.</span>
      </p>
    </form>
  );
}
