import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

interface Input extends NodeJS.ReadableStream {
  isTTY?: boolean;
}

/**
 * The first line of a stream. At a terminal it asks first, and shows nothing of what is typed; the question goes to
 * `messages`, so that standard output stays the command's answer.
 */
export async function readPassword(input: Input, messages: NodeJS.WritableStream): Promise<string> {
  if (input.isTTY) messages.write("New password: ");
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: input.isTTY === true });
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
    if (input.isTTY) messages.write("\n");
  }
}
