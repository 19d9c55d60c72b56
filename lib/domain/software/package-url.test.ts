import { expect, it } from "vitest";
import { parsePackageUrl } from "./package-url";

it("reads type, namespace, name, version and qualifiers", () => {
  expect(parsePackageUrl("pkg:deb/debian/curl@7.50.3-1%2Bdeb9?arch=i386&distro=stretch#sub")).toEqual({
    type: "deb",
    namespace: "debian",
    name: "curl",
    version: "7.50.3-1+deb9",
    qualifiers: new Map([
      ["arch", "i386"],
      ["distro", "stretch"],
    ]),
  });
  expect(parsePackageUrl("pkg:npm/%40angular/core@12.3.1")).toMatchObject({ namespace: "@angular", version: "12.3.1" });
  expect(parsePackageUrl("pkg:npm/@angular/core")).toMatchObject({ name: "core", version: null });
});

it("takes nothing else for a package URL", () => {
  for (const text of ["", "curl@1", "pkg:", "pkg:npm", "pkg:npm/", "pkg:/x", `pkg:npm/${"x".repeat(3_000)}`]) {
    expect(parsePackageUrl(text)).toBeNull();
  }
});
