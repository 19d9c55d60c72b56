import { describe, expect, it } from "vitest";
import { rescoped, scopedHref, scopeGrain, scopeOf, scopeOfPage } from "./site-scope";

const SITE = "0b5f6c1e-1111-4111-8111-000000000001";
const REALM = "0b5f6c1e-2222-4222-8222-000000000002";

describe("site and realm in an address", () => {
  it("are read as the server reads them, and anything that is no id narrows nothing", () => {
    expect(scopeOf(new URLSearchParams(`site=${SITE}&realm=${REALM}`))).toEqual({ site: SITE, realm: REALM });
    expect(scopeOf(new URLSearchParams("site=Waterworks&realm="))).toEqual({});
    expect(scopeOfPage({ realm: [REALM, SITE], q: "x" })).toEqual({ realm: REALM });
  });

  it("are taken by the pages whose lists the server narrows, and by no other", () => {
    const nothing = new URLSearchParams();
    expect(scopeGrain("/devices", nothing)).toBe("realm");
    expect(scopeGrain("/devices", new URLSearchParams("asOf=2026-03-02T08:00:00Z"))).toBeNull();
    for (const page of ["/", "/activity", "/settings", `/devices/${SITE}`, "/exposure/suppliers", "/zones/target"])
      expect(scopeGrain(page, nothing), page).toBeNull();
  });

  it("narrow zones to a site, where the view is drawn from zones", () => {
    expect(scopeGrain("/zones/map", new URLSearchParams())).toBe("site");
    for (const tab of ["", "tab=matrix", "tab=list"])
      expect(scopeGrain("/zones", new URLSearchParams(tab)), tab).toBe("site");
    for (const tab of ["tab=conduits", "tab=suggestions"])
      expect(scopeGrain("/zones", new URLSearchParams(tab)), tab).toBeNull();
  });

  it("go along with links to such pages only", () => {
    expect(scopedHref("/shadow", { realm: REALM })).toBe(`/shadow?realm=${REALM}`);
    expect(scopedHref("/devices?state=unsanctioned", { site: SITE })).toBe(`/devices?state=unsanctioned&site=${SITE}`);
    expect(scopedHref("/zones", { site: SITE })).toBe(`/zones?site=${SITE}`);
    expect(scopedHref("/zones/target", { site: SITE })).toBe("/zones/target");
    expect(scopedHref("/shadow", {})).toBe("/shadow");
  });

  it("are changed with filters kept, and what pointed at one row of the list let go", () => {
    const here = new URLSearchParams(`q=plc&peek=${SITE}&site=${SITE}`);
    expect(rescoped("/devices", here, { realm: REALM })).toBe(`/devices?q=plc&realm=${REALM}`);
    expect(rescoped("/devices", here, {})).toBe("/devices?q=plc");
  });
});
