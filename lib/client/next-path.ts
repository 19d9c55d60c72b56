/** Where to go after signing in: a path on this very site, or the overview. Links can come from anywhere. */
export function safeNextPath(next: string | null): string {
  if (next === null || !next.startsWith("/") || /^\/[/\\]/.test(next) || /[\u0000-\u001f]/.test(next)) return "/";
  return next;
}
