import { UnavailableError } from "./errors.ts";

/** Far above any answer of the server's, far below what would hurt the process. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The text of an answer, as long as it is not too large. */
export async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new UnavailableError("The answer is too large", { status: response.status });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Reads an answer member by member; one that is not as the API describes it is an error that names it. */
export class AnswerReader {
  readonly #fields: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw unexpected("answer");
    this.#fields = new Map(Object.entries(value));
  }

  object(name: string): AnswerReader {
    return new AnswerReader(this.#fields.get(name));
  }

  objects(name: string): AnswerReader[] {
    const value = this.#fields.get(name);
    if (!Array.isArray(value)) throw unexpected(name);
    return value.map((item) => new AnswerReader(item));
  }

  text(name: string): string {
    const value = this.#fields.get(name);
    if (typeof value !== "string") throw unexpected(name);
    return value;
  }

  /** Finite and not negative. */
  number(name: string): number {
    const value = this.#fields.get(name);
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0) throw unexpected(name);
    return value;
  }

  flag(name: string): boolean {
    return this.#fields.get(name) === true;
  }

  date(name: string): Date {
    const date = new Date(this.text(name));
    if (Number.isNaN(date.getTime())) throw unexpected(name);
    return date;
  }
}

function unexpected(name: string): UnavailableError {
  return new UnavailableError(`The answer is not Podpass's: ${name} is missing or of another type`, { status: 200 });
}

/** An answer's text as JSON; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
