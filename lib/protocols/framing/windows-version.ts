/** Product names of the NT versions in [MS-BRWS] and [MS-NLMP] version fields (Microsoft's published version table). */
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ["4.0", "Windows NT 4.0"],
  ["5.0", "Windows 2000"],
  ["5.1", "Windows XP"],
  ["5.2", "Windows Server 2003"],
  ["6.0", "Windows Vista or Windows Server 2008"],
  ["6.1", "Windows 7 or Windows Server 2008 R2"],
  ["6.2", "Windows 8 or Windows Server 2012"],
  ["6.3", "Windows 8.1 or Windows Server 2012 R2"],
  ["10.0", "Windows 10 or Windows Server 2016 or later"],
]);

/** Which Windows a version number ("6.1") stands for, or null. Several products share one number. */
export function windowsProduct(version: string): string | null {
  return PRODUCTS.get(version) ?? null;
}
