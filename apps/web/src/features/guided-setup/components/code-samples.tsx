import { CODE_LANGUAGES, type CodeLanguage, type CodeSampleInput, codeSample } from "@podpass/contracts";
import { CodeBlock } from "#components/code-block.tsx";
import { CommandLine } from "#components/command-line.tsx";
import { Tabs } from "#components/ui/tabs.tsx";

const LABELS = {
  curl: "curl",
  node: "Node",
  python: "Python",
  go: "Go",
  agent: "Infisical agent",
} as const satisfies Record<CodeLanguage, string>;

const TABS = CODE_LANGUAGES.map((language) => ({ value: language, label: LABELS[language] }));

interface CodeSamplesProps {
  language: CodeLanguage;
  onLanguageChange: (language: CodeLanguage) => void;
  input: CodeSampleInput;
  /** The application's, once it is known. */
  namespace: string | undefined;
}

export function CodeSamples({ language, onLanguageChange, input, namespace }: CodeSamplesProps) {
  const files = codeSample(language, input);
  return (
    <Tabs label="Language" tabs={TABS} value={language} onValueChange={onLanguageChange}>
      <div className="flex min-w-0 flex-col gap-2">
        {files.map(({ fileName, text }) => (
          <CodeBlock key={fileName} fileName={fileName} text={text} />
        ))}
        {language === "agent" && <AgentNotes namespace={namespace} />}
      </div>
    </Tabs>
  );
}

function AgentNotes({ namespace }: { namespace: string | undefined }) {
  const inNamespace = namespace === undefined ? "" : ` -n ${namespace}`;
  const files = "--from-file=agent-config.yaml --from-file=identity-id";
  return (
    <>
      <CommandLine
        line={`kubectl create configmap podpass-agent${inNamespace} ${files}`}
        label="the line that stores both files"
      />
      <p className="text-[0.8125rem] text-muted">
        Mount the ConfigMap at /etc/podpass in the agent's container, beside the JWT's volume, and run{" "}
        <code className="font-mono text-ink">infisical agent --config /etc/podpass/agent-config.yaml</code>. It writes
        the secrets to a file and keeps it current.
      </p>
    </>
  );
}
