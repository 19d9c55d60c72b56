import { CONNECTION, defineConnectionLog } from "../define-log";

/** Zeek 7: a record per command and its answer. Users, commands and data are not kept. */
export const postgresql = defineConnectionLog({
  path: "postgresql",
  signature: ["frontend", "backend"],
  columns: [
    ...CONNECTION,
    "user",
    "database",
    "application_name",
    "frontend",
    "frontend_arg",
    "success",
    "backend",
    "backend_arg",
    "rows",
  ],
  read(row, report, ends) {
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "postgresql",
      fromOrig: 1,
      fromResp: row.text("backend") === null && row.flag("success") === null ? 0 : 1,
    });
    report.identity(ends.orig, "description", row.text("application_name"), { as: "postgresql client" });
    return null;
  },
});
