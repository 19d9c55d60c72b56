import { expect, it } from "vitest";
import { addressProblem, redirectProblem } from "./feed-address";

it.each([
  ["https://www.cisa.gov/kev.json", true],
  ["https://mirror.plant.local:8443/kev.json", true],
  ["http://localhost:8000/kev.json", true],
  ["http://127.0.0.1/kev.json", true],
  ["http://[::1]/kev.json", true],
  ["http://mirror.plant.local/kev.json", false],
  ["http://127.0.0.1.evil.example/kev.json", false],
  ["http://10.0.0.1/kev.json", false],
  ["https://anna:secret@example.org/kev.json", false],
  ["file:///etc/passwd", false],
  ["ftp://example.org/x", false],
  ["kev.json", false],
])("takes %s: %s", (address, isTaken) => {
  expect(addressProblem(address) === null).toBe(isTaken);
});

it.each([
  ["https://a.example/x", "https://a.example/y", true],
  ["https://a.example/x", "https://cdn.example/y", true],
  ["https://a.example/x", "http://a.example/y", false],
  ["https://a.example/x", "http://127.0.0.1/y", false],
  ["https://a.example/x", "https://localhost/y", false],
  ["https://a.example/x", "https://localhost./y", false],
  ["https://a.example/x", "https://db.localhost/y", false],
  ["https://a.example/x", "https://notlocalhost/y", true],
  ["https://a.example/x", "https://169.254.169.254/latest", false],
  ["https://a.example/x", "https://[fd00::1]/y", false],
  ["http://127.0.0.1:1/x", "http://127.0.0.1:2/y", true],
])("follows %s to %s: %s", (from, to, isFollowed) => {
  expect(redirectProblem(new URL(from), new URL(to)) === null).toBe(isFollowed);
});
