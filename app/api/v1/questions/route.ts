import { askQuestion as askInput, question, questionPage, questionsQuery } from "@/lib/contracts/triage";
import { defineRoute } from "@/lib/http/define-route";
import { askQuestion } from "@/lib/services/triage/ask-question";
import { listQuestions } from "@/lib/services/triage/list-questions";

export const GET = defineRoute({
  permission: "devices.read",
  query: questionsQuery,
  response: questionPage,
  handler: ({ actor, query }) => listQuestions(actor, query),
});

export const POST = defineRoute({
  permission: "devices.annotate",
  body: askInput,
  response: question,
  status: 201,
  handler: ({ actor, body }) => askQuestion(actor, body),
});
