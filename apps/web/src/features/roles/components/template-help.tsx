import { FIXED_TEMPLATES } from "@podpass/contracts";

const MEANINGS: Readonly<Record<(typeof FIXED_TEMPLATES)[number], string>> = {
  "identity.id": "the identity's ID",
  "identity.name": "the identity's name; people have none here",
  "identity.auth.kubernetes.namespace": "the namespace of the pod that logged in",
  "identity.auth.kubernetes.name": "the service account of the pod that logged in",
};

/** What a value may hold in the place of a name, and how patterns match. */
export function TemplateHelp() {
  return (
    <details className="rounded-md border px-3 py-2">
      <summary className="cursor-pointer font-medium">Patterns and templates</summary>
      <div className="flex flex-col gap-2 pt-2">
        <p>
          “matches” takes patterns: <Code>?</Code> is one character, <Code>*</Code> any characters within one folder,{" "}
          <Code>**</Code> any folders. Without a wildcard the value must be exactly that.
        </p>
        <p>A value may hold what is known of whoever asks, so that one role serves many pods:</p>
        <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr]">
          {FIXED_TEMPLATES.map((template) => (
            <Template key={template} name={template} meaning={MEANINGS[template]} />
          ))}
          <Template name="identity.metadata.KEY" meaning="the identity's metadata under that key" />
        </dl>
        <p className="text-muted">
          A value that is missing, or that holds a wildcard or a separator, matches nothing and is written to the audit
          log.
        </p>
      </div>
    </details>
  );
}

function Template({ name, meaning }: { name: string; meaning: string }) {
  return (
    <>
      <dt>
        <Code>{`{{${name}}}`}</Code>
      </dt>
      <dd>{meaning}</dd>
    </>
  );
}

function Code({ children }: { children: string }) {
  return <code className="break-all rounded-xs bg-active px-1 font-mono text-[0.8125rem]">{children}</code>;
}
