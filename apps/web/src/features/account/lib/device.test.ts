import { describe, expect, it } from "vitest";
import { deviceName } from "./device.ts";

const MOZILLA = "Mozilla/5.0";

describe("a device's name", () => {
  it.each([
    [`${MOZILLA} (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0`, "Firefox on Linux"],
    [
      `${MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36`,
      "Chrome on Windows",
    ],
    [
      `${MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0`,
      "Edge on Windows",
    ],
    [
      `${MOZILLA} (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15`,
      "Safari on macOS",
    ],
    [`${MOZILLA} (iPhone; CPU iPhone OS 17_0 like Mac OS X) CriOS/131.0 Mobile Safari/604.1`, "Chrome on iPhone"],
    [`${MOZILLA} (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36`, "Chrome on Android"],
    ["curl/8.5.0", "curl"],
    ["", "Unknown device"],
  ])("of %j is %s", (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });
});
