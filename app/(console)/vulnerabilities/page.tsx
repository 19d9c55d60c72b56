import { redirect } from "next/navigation";

export default function VulnerabilitiesPage(): never {
  redirect("/vulnerabilities/knowledge");
}
