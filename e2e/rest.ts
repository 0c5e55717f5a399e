/** What a pod or a script sends, and the whole answer. */
export async function rest(
  baseUrl: string,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  { body, token }: { body?: unknown; token?: string } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // Every answer of the API is a JSON object; which one, the test says.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Posts as the admin, beside the dashboard. @returns the body @throws Error unless it is answered 200 */
export async function send(
  { url, admin }: { url: string; admin: { token: string } },
  path: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const answer = await rest(url, "POST", path, { body, token: admin.token });
  if (answer.status !== 200) throw new Error(`POST ${path} answered ${JSON.stringify(answer.body)}`);
  return answer.body;
}
