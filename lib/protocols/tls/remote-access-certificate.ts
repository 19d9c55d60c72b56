/** Common names under which remote-access tools present themselves in their own relays and clients. */
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ["AnyDesk Client", "AnyDesk"],
  ["AnyNet Relay", "AnyDesk"],
]);

/** The remote-access tool that uses certificates with this common name, or null. */
export function remoteAccessTool(commonName: string): string | null {
  return PRODUCTS.get(commonName) ?? null;
}
