/** Builds the web application for production, unless the last build was made from the same sources. */
import { during, say } from "./lib/progress.mjs";
import { report } from "./lib/start-error.mjs";
import { ensureWebBuild } from "./lib/web-build.mjs";

try {
  if (!(await ensureWebBuild({ during }))) say("The web application is built already");
} catch (error) {
  report(error);
  process.exit(1);
}
