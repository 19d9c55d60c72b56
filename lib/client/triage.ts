import type { z } from "zod";
import type { AskAboutGroup } from "@/lib/contracts/shadow";
import type { askQuestion, CreateRule, QuestionDto, RuleDto, RulePreview } from "@/lib/contracts/triage";
import { apiSend } from "./api-client";

export function sendQuestion(input: z.input<typeof askQuestion>): Promise<QuestionDto> {
  return apiSend<QuestionDto>("POST", "/questions", input);
}

export function sendGroupQuestion(input: AskAboutGroup): Promise<QuestionDto> {
  return apiSend<QuestionDto>("POST", "/shadow/questions", input);
}

export function sendAnswer(id: string, answer: string): Promise<QuestionDto> {
  return apiSend<QuestionDto>("PATCH", `/questions/${id}`, { answer });
}

export function sendRule(input: CreateRule): Promise<RuleDto> {
  return apiSend<RuleDto>("POST", "/rules", input);
}

export function previewRule(query: string): Promise<RulePreview> {
  return apiSend<RulePreview>("POST", "/rules/preview", { query });
}

export function switchRule(id: string, isOn: boolean): Promise<RuleDto> {
  return apiSend<RuleDto>("PATCH", `/rules/${id}`, { isOn });
}

/** Switches it off and takes back all that it decided. */
export function undoRule(id: string): Promise<RuleDto> {
  return apiSend<RuleDto>("DELETE", `/rules/${id}`, null);
}
