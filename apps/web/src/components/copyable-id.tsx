import { CopyButton } from "#components/copy-button.tsx";

interface CopyableIdProps {
  id: string;
  /** What it is: "project id". */
  label: string;
}

/** An id in monospace with a button that copies it. */
export function CopyableId({ id, label }: CopyableIdProps) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="truncate font-mono text-[0.8125rem]" title={id}>
        {id}
      </code>
      <CopyButton text={id} label={label} />
    </span>
  );
}
