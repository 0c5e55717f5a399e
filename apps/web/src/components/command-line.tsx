import { CopyButton } from "#components/copy-button.tsx";

interface CommandLineProps {
  line: string;
  /** What is copied, for the accessible name: "the line that applies it". */
  label: string;
}

/** A line to run in a shell. The prompt is not part of what is selected or copied. */
export function CommandLine({ line, label }: CommandLineProps) {
  return (
    <div className="flex min-w-0 items-start gap-2 rounded-sm bg-active py-1 pr-1 pl-3">
      <span aria-hidden className="select-none py-1 font-mono text-[0.8125rem] text-muted">
        $
      </span>
      <code className="min-w-0 flex-1 whitespace-pre-wrap break-words py-1 font-mono text-[0.8125rem]">{line}</code>
      <CopyButton text={line} label={label} />
    </div>
  );
}
