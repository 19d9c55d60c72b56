/** The page that redeems a link. The token stands behind "#", which browsers send to no server and no log. */
export function linkAddress(baseUrl: string | URL, token: string): string {
  const url = new URL("/link", baseUrl);
  url.hash = `token=${token}`;
  return url.href;
}
