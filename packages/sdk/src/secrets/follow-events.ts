import type { Api } from "../api.ts";
import { UnavailableError } from "../errors.ts";

/** The server pings at least every two minutes: silence for longer means that the connection is dead. */
const MAX_SILENCE_MS = 150_000;
const MAX_EVENT_CHARACTERS = 1_000_000;

/**
 * Follows what happens to a project's secrets (server-sent events, HTML standard section 9.2) until the server ends it;
 * tells when it begins and at each event. Events hold no values: what changed is read as anything else is.
 * @throws PodpassError when it cannot be opened, and when nothing came for too long.
 */
export async function followEvents(api: Api, projectId: string, signal: AbortSignal, tell: () => void): Promise<void> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), MAX_SILENCE_MS);
  try {
    const response = await api.open(
      {
        method: "POST",
        path: "/api/v1/events/subscribe/project-events",
        body: { projectId },
        headers: { accept: "text/event-stream" },
      },
      AbortSignal.any([signal, silence.signal]),
    );
    if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
      throw new UnavailableError("The answer is no event stream", { status: response.status });
    }
    // Told at once: what happened before it was open is in the list that is read now.
    tell();
    for await (const event of eventsOf(response)) {
      timer.refresh();
      if (event !== "ping") tell();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The names of the events; an empty line ends a frame, and comments are skipped. */
async function* eventsOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > MAX_EVENT_CHARACTERS) throw new UnavailableError("An event is too large", { status: 200 });
    const frames = rest.split(/\r?\n\r?\n/);
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const name = /^event: ?(.*)$/m.exec(frame)?.[1];
      if (name !== undefined) yield name;
    }
  }
}
