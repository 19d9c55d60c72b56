"use client";

import { useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { lateDialog } from "@/components/ui/late-dialog";
import type { DeviceSearch } from "@/lib/client/device-search";
import { DeviceExportMenu } from "./device-export-menu";

// It is not on the page before somebody asks for it.
const EditFileDialog = lateDialog(() => import("./edit-file-dialog").then((it) => it.EditFileDialog)).Dialog;

/** What can be done with all devices that the list shows: change them by a file, take them out. */
export function ListActions({ search }: { readonly search: DeviceSearch }) {
  const canExport = useCan("exports.read");
  const canAnnotate = useCan("devices.annotate");
  const [isEditing, setIsEditing] = useState(false);
  return (
    <>
      {canAnnotate ? (
        <Button size="sm" className="max-md:hidden" onClick={() => setIsEditing(true)}>
          Edit by file…
        </Button>
      ) : null}
      {canExport ? <DeviceExportMenu search={search} /> : null}
      {isEditing ? <EditFileDialog search={search} onClose={() => setIsEditing(false)} /> : null}
    </>
  );
}
