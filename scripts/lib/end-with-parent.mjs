/**
 * Preloaded into the children of scripts/start.mjs. They run in process groups of their own, so that Ctrl-C stops
 * them in order; should their launcher die without a word, they must not live on and hold the port.
 */
process.channel?.unref();
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
