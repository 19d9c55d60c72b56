import { notFound } from "next/navigation";

/** Addresses of nothing: the console says so with its places around, and whoever is not signed in signs in first. */
export default function UnknownPage() {
  notFound();
}
