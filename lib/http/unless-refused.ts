import { AppError } from "@/lib/domain/errors";

/**
 * For the first paint of pages whose address a person may have typed or cut: null where what it asks for cannot be
 * understood. The browser then asks the API itself and shows the refusal in words, with the place in the query, where
 * the error page could only say that something went wrong.
 */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === "bad-request") return null;
    throw error;
  }
}
