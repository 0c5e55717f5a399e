import type { OpenAPIV3_1 } from "openapi-types";
import type { JsonSchema } from "./examples.ts";

type Operation = OpenAPIV3_1.OperationObject;

interface Described {
  method: string;
  path: string;
  operation: Operation;
}

/** The description of the API as a page to read: no script, nothing from elsewhere. */
export function docsPage(document: OpenAPIV3_1.Document): string {
  const operations = operationsOf(document);
  const tags = (document.tags ?? []).map(({ name }) => name);
  const groups = tags.flatMap((tag) => {
    const own = operations.filter(({ operation }) => operation.tags?.includes(tag));
    return own.length === 0 ? [] : [{ tag, own }];
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Podpass API</title>
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<a class="skip" href="#operations">Skip to the operations</a>
<header>
<h1>Podpass API</h1>
${paragraphs(document.info.description ?? "")}
<p><a href="/api/docs/json">The same in OpenAPI ${escapeHtml(document.openapi)}</a></p>
</header>
<div class="columns">
<nav aria-label="Groups"><ul>
${groups.map(({ tag }) => `<li><a href="#${anchorOf(tag)}">${escapeHtml(tag)}</a></li>`).join("\n")}
</ul></nav>
<main id="operations">
${groups.map(({ tag, own }) => section(tag, own)).join("\n")}
</main>
</div>
</body>
</html>
`;
}

function operationsOf(document: OpenAPIV3_1.Document): Described[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (["get", "post", "put", "patch", "delete"] as const).flatMap((method) => {
      const operation = item?.[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}

function section(tag: string, operations: Described[]): string {
  return `<section aria-labelledby="${anchorOf(tag)}">
<h2 id="${anchorOf(tag)}">${escapeHtml(tag)}</h2>
${operations.map(details).join("\n")}
</section>`;
}

function details({ method, path, operation }: Described): string {
  const success = operation.responses?.["200"] as OpenAPIV3_1.ResponseObject | undefined;
  return `<details id="${escapeHtml(operation.operationId ?? "")}">
<summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code> <span class="summary">${escapeHtml(operation.summary ?? "")}</span></summary>
<p>${operation.security ? "With an access token." : "Without an access token."}</p>
${parameters(operation)}
${body("Request body", operation.requestBody as OpenAPIV3_1.RequestBodyObject | undefined)}
${body("Answer", success)}
${otherAnswers(operation)}
</details>`;
}

function parameters({ parameters: all = [] }: Operation): string {
  if (all.length === 0) return "";
  const rows = all.map((parameter) => {
    // Routes write their parameters out: none is a reference.
    const { name, in: place, required, schema } = parameter as OpenAPIV3_1.ParameterObject;
    return [`<code>${escapeHtml(name)}</code>`, place, typeOf(schema as JsonSchema), required ? "yes" : ""];
  });
  return `<h3>Parameters</h3>${table(["Name", "In", "Type", "Required"], rows)}`;
}

function body(title: string, holder: { content?: Record<string, OpenAPIV3_1.MediaTypeObject> } | undefined): string {
  return Object.entries(holder?.content ?? {})
    .map(([type, { schema, example }]) => {
      const text = type === "application/json" ? JSON.stringify(example, null, 2) : String(example);
      return `<h3>${title}</h3><p><code>${escapeHtml(type)}</code></p>${fields(schema as JsonSchema)}<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>`;
    })
    .join("\n");
}

function fields({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([name, schema]) => [
    `<code>${escapeHtml(name)}</code>`,
    typeOf(schema),
    required.includes(name) ? "yes" : "",
  ]);
  return rows.length === 0 ? "" : table(["Field", "Type", "Always"], rows);
}

function otherAnswers({ responses = {} }: Operation): string {
  const rows = Object.entries(responses)
    .filter(([status]) => status !== "200")
    .map(([status, response]) => [status, escapeHtml((response as OpenAPIV3_1.ResponseObject).description)]);
  return `<h3>Other answers</h3>${table(["Status", "When"], rows)}`;
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`;
  if (schema.enum) return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(" or ");
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" or ");
  if (schema.type === "array") return `list of ${schema.items ? typeOf(schema.items) : "anything"}`;
  return escapeHtml(schema.format ?? [schema.type ?? "anything"].flat().join(" or "));
}

function table(heads: string[], rows: string[][]): string {
  const cells = (row: string[]) => row.map((cell) => `<td>${cell}</td>`).join("");
  return `<div class="table" tabindex="0" role="region" aria-label="${heads[0]}"><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</tbody></table></div>`;
}

function paragraphs(text: string): string {
  return text
    .split("\n\n")
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</p>`)
    .join("\n");
}

function anchorOf(tag: string): string {
  return tag.toLowerCase().replaceAll(" ", "-");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
