import type { z } from "zod";
import {
  type askQuestion,
  type CreateRule,
  type QuestionDto,
  question,
  type RuleDto,
  type RulePreview,
  rule,
  rulePreview,
} from "@/lib/contracts/triage";
import { apiSend } from "./api-client";

export function sendQuestion(input: z.input<typeof askQuestion>): Promise<QuestionDto> {
  return apiSend("POST", "/questions", input, question);
}

export function sendAnswer(id: string, answer: string): Promise<QuestionDto> {
  return apiSend("PATCH", `/questions/${id}`, { answer }, question);
}

export function sendRule(input: CreateRule): Promise<RuleDto> {
  return apiSend("POST", "/rules", input, rule);
}

export function previewRule(query: string): Promise<RulePreview> {
  return apiSend("POST", "/rules/preview", { query }, rulePreview);
}

export function switchRule(id: string, isOn: boolean): Promise<RuleDto> {
  return apiSend("PATCH", `/rules/${id}`, { isOn }, rule);
}

/** Switches it off and takes back all that it decided. */
export function undoRule(id: string): Promise<RuleDto> {
  return apiSend("DELETE", `/rules/${id}`, null, rule);
}
