/**
 * npm runs scripts through a shell that keeps SIGTERM to itself: whoever stops npm would leave the script behind. So
 * the script looks whether its shell is still there.
 */
const LOOK_EVERY_MS = 500;

export function whenNpmIsGone(action) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    action();
  }, LOOK_EVERY_MS);
  timer.unref();
}
