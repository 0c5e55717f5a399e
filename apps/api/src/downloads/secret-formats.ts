import { type ExportedSecrets, formatDotenv } from "@podpass/contracts";
import { stringify } from "yaml";

type Secrets = ExportedSecrets["items"];

/** How secrets are written to a file; each is read back by the dashboard as it was. */
export const SECRET_FORMATS = {
  env: { mediaType: "text/plain; charset=utf-8", extension: "env", write: formatDotenv },
  json: { mediaType: "application/json; charset=utf-8", extension: "json", write: toJson },
  yaml: { mediaType: "application/yaml; charset=utf-8", extension: "yaml", write: toYaml },
} as const;
export type SecretFormat = keyof typeof SECRET_FORMATS;

function toJson(secrets: Secrets): string {
  return `${JSON.stringify(Object.fromEntries(secrets.map(({ key, value }) => [key, value])), null, 2)}\n`;
}

/** All texts in quotes: `no` and `1.0` are texts here, whoever reads them. */
function toYaml(secrets: Secrets): string {
  const values = new Map(secrets.map(({ key, value }) => [key, value]));
  return stringify(values, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE" });
}
