import { expect, test } from "vitest";
import { componentKey, weaknessName } from "./component-key";

test("a component's weakness is called by the component, an advisory by its number", () => {
  const called = (purl: string | null, name = "n", version: string | null = "1") =>
    weaknessName(componentKey({ purl, name, version }));
  expect(called("pkg:generic/libcurl@7.74.0?download_url=https://curl.example/download/curl-7.74.0.tar.xz")).toBe(
    "libcurl 7.74.0",
  );
  expect(called("pkg:npm/%40angular/core@12.0.1")).toBe("core 12.0.1");
  expect(called("pkg:generic/busybox")).toBe("busybox");
  expect(called(null, "busybox", "1.33.1")).toBe("busybox 1.33.1");
  expect(called(null, "busybox", null)).toBe("busybox");
  expect(called(null, "some one@home.example", "2")).toBe("some one@home.example 2");
  expect(weaknessName("ICSA-17-339-01")).toBe("ICSA-17-339-01");
});

test("a key that was cut still says which component, and what a package URL hides stays plain text", () => {
  const long = componentKey({ purl: `pkg:generic/zlib@1.2.11?x=${"y".repeat(400)}`, name: "zlib", version: "1.2.11" });
  expect(long.length).toBeLessThanOrEqual(180);
  expect(weaknessName(long)).toBe("zlib 1.2.11");
  const hostile = weaknessName("component pkg:generic/a%E2%80%AEb%00c@1");
  expect(hostile).not.toMatch(/[\u202e\0]/);
  expect(weaknessName(`component ${"z".repeat(5000)}`).length).toBeLessThan(150);
});
