import type { Bed } from "./bed.ts";

/** Asks what the dashboard asks, as an admin who is signed in. */
export class DashboardClient {
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  /** @throws Error when the server does not let the admin in */
  static async signIn({ podpass: { url }, furniture: { admin } }: Bed): Promise<DashboardClient> {
    const answer = await fetch(`${url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify(admin),
    });
    if (!answer.ok) throw new Error(`Signing in was answered ${answer.status}: ${await answer.text()}`);
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    return new DashboardClient(url, cookies.join("; "));
  }

  /** How long a query takes until its answer has been read. @throws Error when it is not answered 200 */
  async timeMs(procedure: string, input: object): Promise<number> {
    const startedAt = performance.now();
    const query = new URLSearchParams({ input: JSON.stringify(input) });
    const answer = await fetch(`${this.#url}/api/trpc/${procedure}?${query}`, { headers: { cookie: this.#cookie } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${procedure} was answered ${answer.status}: ${text}`);
    return performance.now() - startedAt;
  }
}
