import { expect, test } from "./fixtures.ts";

const MAX_BYTES = 250_000;

test("all scripts and styles that the page names are at most 250 kB as they are sent", async ({ world }) => {
  const fetchPacked = (path: string) => fetch(world.url + path, { headers: { "accept-encoding": "gzip" } });
  const html = await (await fetchPacked("/")).text();
  const named = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path = ""]) => path);
  const answers = await Promise.all(named.map(fetchPacked));
  expect(answers.filter(({ headers }) => headers.get("content-encoding") === "gzip").length).toBeGreaterThan(2);
  const sizes = answers.map(({ headers }) => Number(headers.get("content-length") ?? Number.NaN));
  const sent = sizes.reduce((sum, size) => sum + size, 0);
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThanOrEqual(MAX_BYTES);
});
