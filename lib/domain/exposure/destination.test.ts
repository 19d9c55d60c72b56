import { expect, it } from "vitest";
import { destinationOf } from "./destination";

it("names a destination by what somebody registered, else by its words, else by its address", () => {
  expect(destinationOf("graph.Facebook.com.", "157.240.27.35")).toEqual({ key: "facebook.com", isNamed: true });
  expect(destinationOf("a.b.shop.co.uk", "192.0.2.1").key).toBe("shop.co.uk");
  expect(destinationOf("relay.camera-cloud.example", "192.0.2.1").key).toBe("camera-cloud.example");
  expect(destinationOf("AnyNet Relay", "192.0.2.1")).toEqual({ key: "anynet relay", isNamed: true });
  expect(destinationOf("192.0.2.1", "192.0.2.1")).toEqual({ key: "192.0.2.1", isNamed: false });
  expect(destinationOf(null, "2001:db8::1")).toEqual({ key: "2001:db8::1", isNamed: false });
  expect(destinationOf(null, null).key).toBe("unknown");
});
