import { setTimeout as delay } from "node:timers/promises";

/** A frame of a `text/event-stream`, its data parsed. */
interface Frame {
  event: string;
  data: unknown;
}

/** A client of server-sent events: what arrives, frame by frame. */
export class EventReader implements AsyncDisposable {
  readonly response: Response;
  readonly #abort: AbortController;
  readonly #text: ReadableStreamDefaultReader<string>;
  #rest = "";

  private constructor(response: Response, abort: AbortController) {
    if (!response.body) throw new Error("An answer without a body");
    this.response = response;
    this.#abort = abort;
    this.#text = response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  static async open(url: string, { token, body }: { token: string; body: unknown }): Promise<EventReader> {
    const abort = new AbortController();
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify(body),
      signal: abort.signal,
    });
    return new EventReader(response, abort);
  }

  /** The next frame as it was written; undefined when the stream has ended. */
  async nextText(): Promise<string | undefined> {
    while (!this.#rest.includes("\n\n")) {
      const { value, done } = await Promise.race([this.#text.read(), timeout()]);
      if (done) return undefined;
      this.#rest += value;
    }
    const [frame = "", ...rest] = this.#rest.split("\n\n");
    this.#rest = rest.join("\n\n");
    return frame;
  }

  /** The next frame that is no ping; undefined when the stream has ended. */
  async next(): Promise<Frame | undefined> {
    for (;;) {
      const text = await this.nextText();
      if (text === undefined) return undefined;
      const fields = new Map(text.split("\n").map((line) => [line.split(": ")[0], line.slice(line.indexOf(": ") + 2)]));
      const event = fields.get("event") ?? "";
      if (event !== "ping") return { event, data: JSON.parse(fields.get("data") ?? "null") };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.#text.cancel().catch(() => {});
  }
}

async function timeout(): Promise<never> {
  await delay(10_000, undefined, { ref: false });
  throw new Error("Nothing arrived within ten seconds");
}
