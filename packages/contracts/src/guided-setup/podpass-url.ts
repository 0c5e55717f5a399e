import { z } from "zod";

/** What a shell, a string of any language and YAML take as it is: the WHATWG parser lets `$(…)` into a host name. */
const HARMLESS_HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/;

/** The address at which pods reach Podpass, as an origin: `http://podpass.default.svc:8080`. */
export const PodpassUrl = z
  .string()
  .trim()
  .transform((text, ctx) => {
    const origin = readOrigin(text);
    if (origin !== null) return origin;
    ctx.addIssue({ code: "custom", message: "Must be a URL without a path, such as https://podpass.example.com" });
    return z.NEVER;
  });

function readOrigin(text: string): string | null {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || !HARMLESS_HOST.test(url.hostname)) return null;
  const isOriginAlone = url.href === `${url.origin}/` && !/[?#]/.test(text);
  return isOriginAlone ? url.origin : null;
}
