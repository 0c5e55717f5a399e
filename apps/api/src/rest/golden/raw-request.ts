import { connect } from "node:net";

/** What came back on the wire. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/**
 * The bytes of a request that is kept as a file: `{{name}}` stands for what only the run knows, `{{length}}` for the
 * length of the body; lines of the head end as RFC 9112 says.
 */
export function requestBytes(file: string, variables: Readonly<Record<string, string>>): Buffer {
  const end = file.indexOf("\n\n");
  const known = (name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`Nobody has said what {{${name}}} is`);
    return value;
  };
  const inText = (name: string) => JSON.stringify(known(name)).slice(1, -1);
  const body = Buffer.from(file.slice(end + 2).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => inText(name)));
  const head = file
    .slice(0, end)
    .replaceAll("{{length}}", String(body.length))
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => known(name))
    .replaceAll("\n", "\r\n");
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
}

/** Sends bytes as they are and reads the answer; of one that does not end, the first frame. */
export async function sendBytes(port: number, bytes: Buffer): Promise<RawAnswer> {
  const socket = connect({ host: "127.0.0.1", port });
  socket.setTimeout(20_000, () => socket.destroy(new Error("No answer within twenty seconds")));
  try {
    socket.write(bytes);
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk]);
      const answer = readAnswer(received);
      if (answer) return answer;
    }
    throw new Error(`The connection ended after ${received.length} bytes`);
  } finally {
    socket.destroy();
  }
}

/** The answer once all of it is there. */
function readAnswer(received: Buffer): RawAnswer | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [start = "", ...lines] = received.subarray(0, end).toString().split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const status = Number(start.split(" ")[1]);
  const body = received.subarray(end + 4);
  const text = status === 304 ? "" : bodyOf(headers, body);
  return text === undefined ? undefined : { status, headers, text };
}

function bodyOf(headers: Record<string, string>, body: Buffer): string | undefined {
  if (headers["content-type"] === "text/event-stream") return body.includes("\n\n") ? body.toString() : undefined;
  const length = Number(headers["content-length"]);
  if (Number.isNaN(length)) throw new Error("Every answer but a stream says how long it is");
  return body.length < length ? undefined : body.subarray(0, length).toString();
}
