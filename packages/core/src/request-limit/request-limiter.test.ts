import { TestClock } from "@podpass/testing";
import { describe, expect, it } from "vitest";
import { createRequestLimiter } from "./request-limiter.ts";

describe("a network's requests", () => {
  function begin(perMinute: number) {
    const clock = new TestClock();
    const limiter = createRequestLimiter(clock, perMinute);
    /** How many of so many are taken. */
    const send = (count: number, addressOf: (index: number) => string = () => "10.0.0.1") => {
      let taken = 0;
      for (let index = 0; index < count; index++) {
        try {
          limiter.take(addressOf(index));
          taken++;
        } catch {}
      }
      return taken;
    };
    return { clock, limiter, send };
  }

  it("are so many at once, and then so many a minute", () => {
    const { clock, send } = begin(60);
    expect(send(100)).toBe(60);
    clock.advanceSeconds(1);
    expect(send(100)).toBe(1);
    clock.advanceSeconds(3_600);
    expect(send(100)).toBe(60);
  });

  it.each([
    [60, 1],
    [6, 10],
    [600, 1],
  ])("%i a minute are refused with the %i seconds until one more is taken", (perMinute, retryAfterSeconds) => {
    const { clock, limiter, send } = begin(perMinute);
    send(perMinute);
    const refused = expect.objectContaining({ code: "request.rate_limited", retryAfterSeconds });
    expect(() => limiter.take("10.0.0.1")).toThrow(refused);
    clock.advanceSeconds(retryAfterSeconds);
    expect(() => limiter.take("10.0.0.1")).not.toThrow();
  });

  it("are not spent by another network, and an IPv6 network is one", () => {
    const { limiter, send } = begin(10);
    expect(send(100, (index) => `2001:db8::${index.toString(16)}`)).toBe(10);
    expect(() => limiter.take("2001:db8:0:1::1")).not.toThrow();
    expect(() => limiter.take("10.0.0.1")).not.toThrow();
  });
});
