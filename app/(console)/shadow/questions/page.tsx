import type { Metadata } from "next";
import { QuestionList } from "@/components/shadow/question-list";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Questions" };

export default async function QuestionsPage() {
  await requireActor();
  return <QuestionList />;
}
