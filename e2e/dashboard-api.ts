import type { APIRequestContext } from "@playwright/test";

/** Asks the dashboard's API for a change as whoever is signed in, and answers the data of it. @throws Error when refused */
export async function ask(request: APIRequestContext, url: string, procedure: string, data: unknown) {
  const answer = await request.post(`${url}/api/trpc/${procedure}`, { data, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`${procedure} was answered ${answer.status()}: ${await answer.text()}`);
  const { result } = await answer.json();
  return result.data;
}
