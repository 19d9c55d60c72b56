"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { Table, Td, Th } from "@/components/ui/table";
import { isReadable, mappingByHeader, mappingOf } from "./csv-columns";
import type { CsvFile, CsvMappings } from "./lists-among";

interface CsvMappingProps {
  readonly files: readonly CsvFile[];
  /** Files of the import that are no lists: they are read whatever becomes of the lists. */
  readonly otherFiles: number;
  readonly onConfirm: (mappings: CsvMappings) => void;
  /** Nothing of the import is read then. */
  readonly onCancel: () => void;
}

/** The mapping step: which column of the list is which of our fields; guessed, and for a person to correct. */
export function CsvMapping({ files, otherFiles, onConfirm, onCancel }: CsvMappingProps) {
  const [choices, setChoices] = useState(() =>
    Object.fromEntries(files.map((file) => [file.number, mappingByHeader(file.preview.mapping)])),
  );
  const unread = files.filter((file) => !isReadable(mappingOf(choices[file.number] ?? {})));
  const isNothingRead = otherFiles === 0 && unread.length === files.length;

  return (
    <div className="flex flex-col gap-5 rounded-lg border bg-surface p-4">
      <p>
        <span className="font-medium">What do the columns of the list mean?</span>{" "}
        <span className="text-soft">Columns left out are not read; each row needs a MAC or an IP address.</span>
      </p>
      {files.map((file) => (
        <section key={file.number} aria-label={file.name}>
          <h3 className="pb-1 font-medium">
            <bdi>{file.name}</bdi>
          </h3>
          <Table aria-label={`Columns of ${file.name}`}>
            <thead>
              <tr>
                <Th>Column</Th>
                <Th>Means</Th>
                <Th>First rows</Th>
              </tr>
            </thead>
            <tbody>
              {file.preview.headers.map((header, column) => (
                <tr key={header}>
                  <Td className="max-w-56 truncate">
                    <bdi title={header}>{header}</bdi>
                  </Td>
                  <Td>
                    <Select
                      aria-label={`Meaning of ${header}`}
                      value={choices[file.number]?.[header] ?? ""}
                      onChange={(event) =>
                        setChoices((old) => ({
                          ...old,
                          [file.number]: { ...old[file.number], [header]: event.target.value },
                        }))
                      }
                    >
                      <option value="">left out</option>
                      {FIELDS.map(([value, label]) => (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ))}
                    </Select>
                  </Td>
                  <Td className="max-w-96 truncate text-muted">
                    <bdi>
                      {file.preview.sampleRows
                        .slice(0, 4)
                        .map((row) => row[column])
                        .filter(Boolean)
                        .join(" · ")}
                    </bdi>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </section>
      ))}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {unread[0] ? (
          <p role="status" className="min-w-0 text-soft [overflow-wrap:anywhere]">
            Say which column of <bdi>{unread[0].name}</bdi> holds MACs or IP addresses
            {isNothingRead ? "." : ", or it is left out."}
          </p>
        ) : null}
        <Button onClick={onCancel}>Cancel the import</Button>
        <Button
          tone="primary"
          disabled={isNothingRead}
          onClick={() =>
            onConfirm(Object.fromEntries(files.map((it) => [it.number, mappingOf(choices[it.number] ?? {})])))
          }
        >
          Start the import
        </Button>
      </div>
    </div>
  );
}

const FIELDS = [
  ["mac", "MAC address"],
  ["ip", "IP address"],
  ["name", "Name"],
  ["vendor", "Vendor"],
  ["model", "Model"],
  ["orderNumber", "Order number"],
  ["serial", "Serial number"],
  ["firmware", "Firmware"],
  ["hardware", "Hardware version"],
  ["os", "Operating system"],
  ["role", "Role"],
  ["zone", "Zone"],
  ["owner", "Owner"],
  ["location", "Location"],
  ["criticality", "Criticality (1 to 5)"],
  ["description", "Description"],
  ["instance", "BACnet instance"],
  ["status", "Status"],
] as const;
