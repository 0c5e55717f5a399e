/** What the demo needs of the server's REST API: JSON in, JSON out, an error that shows the answer. */
export class RestClient {
  readonly #baseUrl: string;
  readonly #accessToken: string | null;

  constructor(baseUrl: string, accessToken: string | null = null) {
    this.#baseUrl = baseUrl;
    this.#accessToken = accessToken;
  }

  as(accessToken: string): RestClient {
    return new RestClient(this.#baseUrl, accessToken);
  }

  async send<Answer>(method: "GET" | "POST" | "PATCH", path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.#accessToken === null ? {} : { authorization: `Bearer ${this.#accessToken}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new RestError(response.status, `${method} ${path} answered ${response.status}: ${text}`);
    // The demo names what it reads of an answer; a server that answers otherwise makes it stop where it reads.
    return JSON.parse(text) as Answer;
  }
}

export class RestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
